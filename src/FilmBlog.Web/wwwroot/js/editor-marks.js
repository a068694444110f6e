// The toolbar and its shortcuts: they insert Markdown as typing does, so that the browser's own undo takes it back.

const shortcuts = { b: 'bold', i: 'italic', k: 'link' };

export function marks(editor, keeper) {
  const { body, form } = editor;
  const bar = form.querySelector('.marks');
  const buttons = [...bar.querySelectorAll('button')];
  bar.hidden = false;
  buttons.forEach((button, i) => { button.tabIndex = i === 0 ? 0 : -1; });
  bar.addEventListener('keydown', (event) => {
    const here = buttons.indexOf(document.activeElement);
    const next = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[here].tabIndex = -1;
    const target = buttons[(next + buttons.length) % buttons.length];
    target.tabIndex = 0;
    target.focus();
  });
  bar.addEventListener('click', (event) => {
    const mark = event.target.closest('[data-mark]')?.dataset.mark;
    if (mark) apply(mark, editor);
  });
  addEventListener('keydown', (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const key = event.key.toLowerCase();
    if (key === 's') {
      event.preventDefault();
      keeper.save('save');
    } else if (shortcuts[key] && document.activeElement === body) {
      event.preventDefault();
      apply(shortcuts[key], editor);
    }
  });
}

/** Puts a text in the place of a part of the essay, as if it were typed. */
export function replace(body, start, end, text) {
  body.focus();
  body.setSelectionRange(start, end);
  if (!document.execCommand(text ? 'insertText' : 'delete', false, text)) {
    body.setRangeText(text, start, end, 'end');
    body.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function apply(mark, editor) {
  const { body } = editor;
  const { selectionStart: start, selectionEnd: end, value } = body;
  const chosen = value.slice(start, end);
  const wrap = (before, after, stand) => {
    replace(body, start, end, before + (chosen || stand) + after);
    body.setSelectionRange(start + before.length, start + before.length + (chosen || stand).length);
  };
  const lines = (sign) => {
    const first = value.lastIndexOf('\n', start - 1) + 1;
    const text = value.slice(first, end).split('\n').map((line) => sign + line).join('\n');
    replace(body, first, end, text);
  };
  switch (mark) {
    case 'bold': wrap('**', '**', 'bold'); break;
    case 'italic': wrap('*', '*', 'italic'); break;
    case 'heading': lines('## '); break;
    case 'quote': lines('> '); break;
    case 'list': lines('- '); break;
    case 'spoiler':
      if (chosen.includes('\n')) wrap('::: spoiler\n', '\n:::', '');
      else wrap('||', '||', 'what happens');
      break;
    case 'link': {
      const isAddress = /^(https?:\/\/|\/)\S+$/.test(chosen);
      const words = isAddress ? 'words' : chosen || 'words';
      replace(body, start, end, `[${words}](${isAddress ? chosen : 'https://'})`);
      const from = isAddress ? start + 1 : start + words.length + 3;
      body.setSelectionRange(from, isAddress ? from + words.length : from + 'https://'.length);
      break;
    }
    case 'footnote': {
      let number = 1;
      while (value.includes(`[^${number}]`)) number++;
      replace(body, end, end, `[^${number}]`);
      const last = body.value.length;
      replace(body, last, last, `${body.value.endsWith('\n') ? '' : '\n'}\n[^${number}]: `);
      break;
    }
    case 'image':
    case 'figure':
      document.getElementById('pictures').dataset.kind = mark;
      document.getElementById('pictures').click();
      break;
  }
}

// Pictures by choosing, dropping or pasting: they go to the library, and the essay gets the Markdown that shows them.
import { replace } from './editor-marks.js';

export function pictures(editor) {
  const { body, form } = editor;
  const chooser = document.getElementById('pictures');
  chooser.addEventListener('change', () => { takeIn(editor, [...chooser.files], chooser.dataset.kind); chooser.value = ''; });
  body.addEventListener('paste', (event) => {
    const files = [...event.clipboardData.files];
    // What was copied from a text editor comes as a picture, too; the words are meant.
    if (files.length && !event.clipboardData.types.includes('text/plain')) {
      event.preventDefault();
      takeIn(editor, files, 'image');
    }
  });
  for (const kind of ['dragover', 'drop']) {
    // A picture that misses the text must not take the page's place.
    addEventListener(kind, (event) => { if (event.dataTransfer?.types.includes('Files')) event.preventDefault(); });
  }
  body.addEventListener('drop', (event) => {
    const files = [...event.dataTransfer.files];
    if (files.length) takeIn(editor, files, 'figure');
  });

  const cover = document.getElementById('choose-cover');
  const coverFile = document.getElementById('cover-file');
  cover.hidden = false;
  cover.addEventListener('click', () => coverFile.click());
  coverFile.addEventListener('change', async () => {
    const [file] = coverFile.files;
    coverFile.value = '';
    const picture = await upload(editor, file);
    if (!picture) return;
    form.elements.namedItem('cover').value = pathOf(picture);
    editor.changed();
    form.elements.namedItem('cover_alt').focus();
  });
}

async function takeIn(editor, files, kind) {
  const { body } = editor;
  for (const file of files) {
    const placeholder = `![Uploading ${file.name.replace(/[[\]()\n]/g, ' ')} …]()`;
    replace(body, body.selectionStart, body.selectionEnd, placeholder);
    const picture = await upload(editor, file);
    const described = picture ? await describe(kind) : null;
    const place = body.value.indexOf(placeholder);
    if (place < 0) continue;
    const [start, end] = [body.selectionStart, body.selectionEnd];
    const caption = described?.caption ? ` "${described.caption.replaceAll('"', '\\"')}"` : '';
    const text = picture ? `![${described.alt.replace(/([[\]\\])/g, '\\$1')}](${pathOf(picture)}${caption})` : '';
    replace(body, place, place + placeholder.length, text);
    // Who went on writing below stays there.
    if (start > place + placeholder.length) {
      const moved = text.length - placeholder.length;
      body.setSelectionRange(start + moved, end + moved);
    }
  }
}

async function upload(editor, file) {
  const form = new FormData();
  form.append('files', file, file.name || 'picture');
  editor.say(`Uploading ${file.name} …`);
  try {
    const answer = await fetch('/admin/media/upload', {
      method: 'POST',
      body: form,
      redirect: 'manual',
      headers: { Accept: 'application/json', 'X-Requested-With': 'fetch', RequestVerificationToken: editor.form.elements.namedItem('__RequestVerificationToken').value },
    });
    const said = answer.headers.get('Content-Type')?.includes('json') ? await answer.json() : {};
    if (answer.ok) {
      editor.say(`${file.name} is in the library.`);
      return said;
    }
    editor.say(`${file.name} was refused: ${said.message ?? (answer.status === 401 || answer.type === 'opaqueredirect' ? 'you are signed out.' : 'the server could not take it.')}`);
  } catch {
    editor.say(`${file.name} was not uploaded: there is no connection.`);
  }
  return null;
}

function describe(kind) {
  const dialog = document.getElementById('alt-text');
  const [alt, caption] = [document.getElementById('alt-words'), document.getElementById('alt-caption')];
  alt.value = caption.value = '';
  caption.closest('.field').hidden = kind !== 'figure';
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    const told = dialog.returnValue === 'insert';
    resolve({ alt: told ? alt.value.trim() : '', caption: told ? caption.value.trim() : '' });
  }, { once: true }));
}

const pathOf = (picture) => /\]\(([^)\s]+)/.exec(picture.markdown ?? '')?.[1] ?? `../images/${picture.name}.webp`;

// What readers would see, from the server's own renderer, and the table of recommendations as it would be.

const wide = matchMedia('(min-width: 1100px)');
const leastBetween = 1100;
// What our server rendered, and nothing else, becomes HTML.
const rendered = globalThis.trustedTypes?.createPolicy('filmblog-rendered', { createHTML: (html) => html }) ?? { createHTML: (html) => html };
const forRelated = ['film.title', 'film.year', 'film.directors', 'film.imdb', 'themes', 'pinned', 'banned'];

export function preview(editor) {
  const panel = document.getElementById('preview');
  const show = () => { panel.hidden = !wide.matches; if (wide.matches) essay(0); };
  const essay = fragment(editor, 'preview', 450, panel.querySelector('.review'), (place) => {
    // Who follows a link must not leave what is being written.
    for (const link of place.querySelectorAll('a:not([href^="#"])')) link.target = '_blank';
  });
  const related = fragment(editor, 'related', 800, document.getElementById('related'));
  let signature = forRelated.map((name) => editor.fields()[name]).join('\0');
  editor.form.addEventListener('input', () => {
    if (wide.matches) essay();
    count();
  });
  const count = words(editor, () => {
    const now = forRelated.map((name) => editor.fields()[name]).join('\0');
    if (now !== signature) {
      signature = now;
      related();
    }
  });
  choices(editor);
  wide.addEventListener('change', show);
  show();
  count();
}

// Asks for a piece of page after a pause, never more often than the server likes; a later question ends the earlier.
function fragment(editor, name, pause, place, after = () => {}) {
  let timer = 0;
  let last = 0;
  let running = null;
  return (wait = pause) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      running?.abort();
      running = new AbortController();
      last = Date.now();
      try {
        const answer = await fetch(`/admin/write/${editor.id}/${name}`, {
          method: 'POST',
          body: new URLSearchParams(new FormData(editor.form)),
          redirect: 'manual',
          headers: { 'X-Requested-With': 'fetch', Accept: 'text/html' },
          signal: running.signal,
        });
        if (!answer.ok) return;
        const text = await answer.text();
        if (answer.headers.get('Content-Type')?.startsWith('text/html')) place.innerHTML = rendered.createHTML(text);
        else place.textContent = text;
        after(place);
      } catch { /* Aborted, or no connection: the last one stays. */ }
    }, Math.max(wait, last + leastBetween - Date.now()));
  };
}

function words(editor, also) {
  const place = document.getElementById('words');
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      const count = editor.body.value.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
      place.textContent = `${count.toLocaleString(document.documentElement.lang)} ${count === 1 ? 'word' : 'words'}, ${Math.max(1, Math.round(count / 230))} min read`;
      also();
    }, 700);
  };
}

// Pin, ban and order by buttons: they write into the two lists.
function choices(editor) {
  const lines = (name) => editor.form.elements.namedItem(name).value.split('\n').map((line) => line.trim()).filter(Boolean);
  const write = (name, slugs) => {
    const area = editor.form.elements.namedItem(name);
    area.value = slugs.join('\n');
    area.dispatchEvent(new Event('refill'));
  };
  document.getElementById('related').addEventListener('click', (event) => {
    const choice = event.target.closest('[data-choice]')?.dataset.choice;
    if (!choice) return;
    const { slug } = event.target.closest('[data-slug]').dataset;
    const pinned = lines('pinned');
    const place = pinned.indexOf(slug);
    const others = pinned.filter((pin) => pin !== slug);
    switch (choice) {
      case 'pin': write('pinned', [...others, slug]); break;
      case 'unpin': write('pinned', others); break;
      case 'up': write('pinned', others.toSpliced(Math.max(0, place - 1), 0, slug)); break;
      case 'down': write('pinned', others.toSpliced(place + 1, 0, slug)); break;
      case 'ban':
        write('pinned', others);
        write('banned', [...new Set([...lines('banned'), slug])]);
        break;
    }
    editor.say({ pin: 'Pinned.', unpin: 'Not pinned any more.', up: 'Moved up.', down: 'Moved down.', ban: 'Will not be recommended here.' }[choice]);
    editor.changed();
  });
}

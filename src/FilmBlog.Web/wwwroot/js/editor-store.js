// The browser's own store: what was typed within the last second, until the server has it.

const prefix = (author) => `writing:${author}:`;

export class BrowserStore {
  #editor;
  #timer = 0;
  #key;

  constructor(editor) {
    this.#editor = editor;
    this.author = editor.form.dataset.author;
    this.#key = prefix(this.author) + editor.id;
    editor.form.addEventListener('input', () => { this.#timer ||= setTimeout(() => this.remember(), 400); });
    addEventListener('pagehide', () => this.#flush());
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.#flush(); });
  }

  /** Writes down what stands in the form. */
  remember() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const editor = this.#editor;
    this.#write(this.#key, {
      id: editor.id,
      review: editor.number('Review'),
      version: Number(editor.number('Version')),
      at: Date.now(),
      fields: editor.fields(),
    });
  }

  /** The server has this text: the browser need not keep it. */
  forget(sent) {
    if (this.#timer === 0 && same(sent, this.#editor.fields())) this.drop(this.#key);
  }

  drop(key) {
    try { localStorage.removeItem(key); } catch { /* A browser without a store has nothing to drop. */ }
  }

  mark(found) {
    const { key, ...record } = found;
    this.#write(key, { ...record, compared: true });
  }

  /** What this browser holds of this text, or of one like it that never reached the server. */
  find() {
    const editor = this.#editor;
    const [review, version] = [editor.number('Review'), Number(editor.number('Version'))];
    const records = this.#all();
    const own = records.find((record) => record.key === this.#key);
    if (own || version > 0) return own;
    return records.filter((record) => record.review === review && (review !== '' || record.version === 0)).sort((a, b) => b.at - a.at)[0];
  }

  #all() {
    const records = [];
    try {
      for (let i = 0; i < localStorage.length; i++) {
        const key = localStorage.key(i);
        if (key.startsWith(prefix(this.author))) records.push({ ...JSON.parse(localStorage.getItem(key)), key });
      }
    } catch { /* Nothing readable is nothing found. */ }
    return records;
  }

  #flush() {
    if (this.#timer) this.remember();
  }

  #write(key, record) {
    try {
      localStorage.setItem(key, JSON.stringify(record));
      this.works = true;
    } catch {
      // Full or forbidden: the server's copy remains.
      this.works = false;
    }
  }

  works = true;
}

/** Whether two texts say the same in every field. */
export function same(one, other) {
  const plain = (text) => (text ?? '').replaceAll('\r\n', '\n').replace(/^\n+|\n+$/g, '');
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => plain(one[name]) === plain(other[name]));
}

/** On opening: what the browser has and the server has not. */
export function offerWhatIsFound(editor, store) {
  const found = store.find();
  if (!found) return;
  const version = Number(editor.number('Version'));
  if (same(found.fields, editor.fields()) || (found.compared && version > found.version)) {
    store.drop(found.key);
    return;
  }

  const box = document.getElementById('found');
  const isAlone = version === 0 && editor.number('Review') === '';
  const at = new Date(found.at).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  document.getElementById('found-words').textContent = isAlone
    ? `It was written at ${at} and never reached the server.`
    : `It was written at ${at}; what stands here is what the server has.`;
  const act = (name, does) => {
    const button = box.querySelector(`[data-found="${name}"]`);
    button.addEventListener('click', () => { does(); box.hidden = true; editor.body.focus(); });
    return button;
  };
  act('restore', () => { editor.fill(found.fields); if (!found.key.endsWith(editor.id)) store.drop(found.key); });
  act('drop', () => store.drop(found.key));
  act('compare', () => {
    store.mark(found);
    editor.fill(found.fields);
    send(editor, 'compare');
  }).hidden = isAlone;
  box.hidden = false;
}

/** Sends the form as a browser does, with a button that is not there. */
export function send(editor, act) {
  const button = document.createElement('button');
  button.name = 'Act';
  button.value = act;
  button.hidden = true;
  editor.form.append(button);
  editor.form.requestSubmit(button);
  button.remove();
}

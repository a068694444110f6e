// The server's copy: within ten seconds of a keystroke, again and again until it is there; and the buttons that save.
import { signIn } from './editor-sign-in.js';
import { send } from './editor-store.js';

const keepAfter = 4000;
const longestWait = 60000;

export class Keeper {
  #editor;
  #store;
  #changes = 0;
  #kept = 0;
  #timer = 0;
  #failures = 0;
  #sending = null;
  #isStale = false;
  #savedAt = 0;
  #since = document.createElement('span');

  constructor(editor, store) {
    this.#editor = editor;
    this.#store = store;
    this.#since.setAttribute('aria-hidden', 'true');
    this.#since.className = 'quiet since';
    document.getElementById('status').after(this.#since);
    editor.form.addEventListener('input', () => { this.#changes++; this.#soon(keepAfter); });
    editor.form.addEventListener('submit', (event) => this.#submitted(event));
    addEventListener('online', () => { if (this.#isDirty) this.#soon(0, true); });
    addEventListener('pagehide', () => this.#last());
    document.addEventListener('visibilitychange', () => { if (document.hidden) this.#last(); });
    setInterval(() => this.#tick(), 1000);
  }

  /** Does what a button asks for: <c>save</c>, <c>publish-changes</c>. */
  async save(act) {
    await this.#sending;
    const answer = await this.#send(act);
    if (answer) this.#show(answer);
  }

  get #isDirty() { return this.#changes > this.#kept; }

  #soon(wait, anew = false) {
    if (this.#isStale || (this.#timer && !anew)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.#timer = 0; this.#keep(); }, wait);
  }

  async #keep() {
    if (this.#sending || !this.#isDirty || this.#isStale) return;
    await this.#send('keep');
    if (this.#isDirty) this.#soon(this.#failures ? Math.min(longestWait, keepAfter * 2 ** this.#failures) : keepAfter);
  }

  // One request at a time: each must know the version that the one before it made.
  #send(act) {
    return this.#sending = this.#request(act).finally(() => { this.#sending = null; });
  }

  async #request(act) {
    const editor = this.#editor;
    const [changes, fields] = [this.#changes, editor.fields()];
    let answer;
    try {
      answer = await fetch(editor.form.action, this.#post(act));
    } catch {
      return this.#failed('no connection');
    }

    if (answer.status === 401 || answer.type === 'opaqueredirect') {
      this.#failed('you are signed out');
      if (!document.hidden && await signIn(editor)) return this.#request(act);
      return null;
    }

    if (!answer.headers.get('Content-Type')?.includes('json')) {
      return this.#failed(answer.status === 404 ? 'the server does not know this text any more' : answer.status === 400 ? 'the server did not accept the form; load the page again' : 'the server could not take it');
    }

    const saved = await answer.json();
    if (!answer.ok) return this.#failed('', saved.message);
    this.#failures = 0;
    if (saved.isStale) {
      this.#stale(saved, act);
      return null;
    }

    this.#kept = Math.max(this.#kept, changes);
    this.#savedAt = Date.now();
    editor.number('Version', saved.version);
    editor.number('Base', saved.base);
    editor.number('Review', saved.reviewId);
    document.getElementById('discard').hidden = saved.version === 0;
    if (location.pathname !== saved.address && !saved.leaves) history.replaceState(null, '', saved.address);
    this.#store.forget(fields);
    editor.say(saved.waitsSince ? `Unpublished changes since ${clock(saved.waitsSince)}.` : 'Saved');
    this.#tick();
    return saved;
  }

  #post(act) {
    const body = new FormData(this.#editor.form);
    body.set('Act', act);
    return { method: 'POST', body: new URLSearchParams(body), redirect: 'manual', headers: { Accept: 'application/json', 'X-Requested-With': 'fetch' } };
  }

  #failed(reason, message) {
    this.#failures++;
    this.#savedAt = 0;
    const kept = this.#store.works ? 'this browser keeps it' : 'keep this page open';
    this.#editor.say(message ? `${message.replace(/\.$/, '')}; ${kept}.` : `Not saved: ${reason}; ${kept}.`);
    this.#tick();
    return null;
  }

  #stale(saved, act) {
    this.#isStale = true;
    this.#savedAt = 0;
    if (saved.leaves) {
      location.assign(saved.address);
      return;
    }

    this.#editor.say(`${saved.message} Nothing is overwritten.`);
    const compare = document.createElement('button');
    compare.type = 'button';
    compare.textContent = 'Compare the two versions';
    compare.addEventListener('click', () => send(this.#editor, 'compare'));
    document.getElementById('status').after(compare);
  }

  #submitted(event) {
    const act = event.submitter?.value;
    if (act !== 'save' && act !== 'publish-changes') {
      this.#kept = this.#changes;
      return;
    }

    event.preventDefault();
    this.save(act);
  }

  #show(saved) {
    this.#store.remember();
    this.#store.forget(this.#editor.fields());
    if (saved.leaves) {
      location.assign(saved.address);
      return;
    }

    this.#editor.say(saved.message);
    const errors = saved.problems.filter((problem) => !problem.isWarning);
    for (const [kind, isWarning] of [['error', false], ['warning', true]]) {
      for (const place of this.#editor.form.querySelectorAll(`[id$="_${kind}"]`)) {
        const field = place.id.slice(2, -kind.length - 1);
        const words = saved.problems.filter((problem) => problem.isWarning === isWarning && problem.field.replace('.', '_') === field).map((problem) => problem.message).join(' ');
        place.textContent = words;
        if (!isWarning) document.getElementById(`w_${field}`)?.[words ? 'setAttribute' : 'removeAttribute']('aria-invalid', 'true');
        if (words) place.closest('details')?.setAttribute('open', '');
      }
    }

    const box = document.getElementById('problems');
    box.hidden = errors.length === 0;
    box.querySelector('ul').replaceChildren(...errors.map((problem) => {
      const item = document.createElement('li');
      const field = document.getElementById(`w_${(problem.field === 'film' ? 'film.title' : problem.field).replace('.', '_')}`);
      const name = field?.closest('.field')?.querySelector('label, legend')?.textContent;
      if (name) {
        const link = document.createElement('a');
        link.href = `#${field.id}`;
        link.textContent = name;
        item.append(link, ': ');
      }
      item.append(problem.message);
      return item;
    }));
    if (errors.length) box.focus();
  }

  // The page goes: one last request that outlives it. A long text is too much for such a one, and waits in the browser's store.
  #last() {
    if (!this.#isDirty || this.#isStale || this.#sending) return;
    fetch(this.#editor.form.action, { ...this.#post('keep'), keepalive: true })
      .then((answer) => (answer.ok ? answer.json() : null))
      .then((saved) => { if (saved && !saved.isStale) this.#editor.number('Version', saved.version); })
      .catch(() => {});
  }

  #tick() {
    if (document.hidden) return;
    const ago = this.#savedAt ? `${duration(Date.now() - this.#savedAt)} ago` : '';
    this.#since.textContent = ago && this.#isDirty ? `${ago} · newer words are in this browser` : ago;
  }
}

function clock(at) {
  return new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: '2-digit', minute: '2-digit', hour12: false });
}

function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  const [count, unit] = seconds < 60 ? [seconds, 'second'] : seconds < 3600 ? [Math.floor(seconds / 60), 'minute'] : [Math.floor(seconds / 3600), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

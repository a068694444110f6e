// A list of names as chips, with completion from the names that there are: a combobox with a list box. The text area beneath keeps the
// names, one a line, and comes back by a button.

let lists = 0;

export class Chips {
  #area;
  #kind;
  #box = element('div', { className: 'chips' });
  #list = element('ul', { className: 'chip-list' });
  #input = element('input', { type: 'text', autocomplete: 'off', dir: 'auto' });
  #options = element('ul', { className: 'options', hidden: true });
  #active = -1;
  #timer = 0;
  #asked = null;

  constructor(area) {
    this.#area = area;
    this.#kind = area.dataset.completes;
    const label = document.querySelector(`label[for="${area.id}"]`);
    const id = `names-${++lists}`;
    this.#input.id = `${id}-input`;
    this.#input.setAttribute('aria-describedby', area.getAttribute('aria-describedby'));
    this.#list.setAttribute('aria-label', label.textContent);
    if (this.#kind) {
      this.#options.id = id;
      this.#options.setAttribute('role', 'listbox');
      this.#options.setAttribute('aria-label', label.textContent);
      for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', id]]) this.#input.setAttribute(name, value);
    }
    const lines = element('button', { type: 'button', className: 'quiet', textContent: 'As lines' });
    lines.setAttribute('aria-label', `${label.textContent} as lines`);
    this.#box.append(this.#list, this.#input, this.#options);
    area.after(this.#box, lines);
    const turn = (toLines) => {
      area.hidden = !toLines;
      this.#box.hidden = toLines;
      lines.textContent = toLines ? 'As chips' : 'As lines';
      lines.setAttribute('aria-label', `${label.textContent} ${lines.textContent.toLowerCase()}`);
      label.htmlFor = toLines ? area.id : this.#input.id;
      if (!toLines) this.#render();
    };
    lines.addEventListener('click', () => { turn(this.#area.hidden); (this.#area.hidden ? this.#input : this.#area).focus(); });
    area.addEventListener('refill', () => this.#render());
    // The link of the summary of problems leads to the text area, which is not to be seen.
    area.addEventListener('focus', () => { if (area.hidden) this.#input.focus(); });
    addEventListener('hashchange', () => { if (location.hash === `#${area.id}` && area.hidden) this.#input.focus(); });
    this.#input.addEventListener('input', (event) => { event.stopPropagation(); this.#typed(); });
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    this.#input.addEventListener('paste', (event) => {
      const text = event.clipboardData.getData('text/plain');
      if (text.includes('\n')) {
        event.preventDefault();
        text.split('\n').forEach((name) => this.#add(name));
      }
    });
    this.#input.addEventListener('blur', () => { this.#add(this.#input.value); this.#close(); });
    this.#list.addEventListener('keydown', (event) => this.#chipKey(event));
    this.#list.addEventListener('click', (event) => { if (event.target.closest('button')) this.#remove(this.#places().indexOf(event.target.closest('li'))); });
    turn(false);
  }

  get #names() { return this.#area.value.split('\n').map((name) => name.trim()).filter(Boolean); }

  set #names(names) {
    this.#area.value = names.join('\n');
    this.#render();
    this.#area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  #places() { return [...this.#list.children]; }

  #render() {
    this.#list.replaceChildren(...this.#names.map((name) => {
      const chip = element('li', { className: 'chip', dir: 'auto', textContent: name });
      const remove = element('button', { type: 'button', textContent: '×', title: 'Remove (Alt with left or right moves it)' });
      remove.setAttribute('aria-label', `Remove ${name}`);
      chip.append(remove);
      return chip;
    }));
  }

  #add(typed) {
    const name = typed.replace(/\s+/g, ' ').trim();
    this.#input.value = '';
    this.#close();
    if (!name || this.#names.some((known) => known.toLowerCase() === name.toLowerCase())) return;
    this.#names = [...this.#names, name];
    if (this.#kind) this.#warn(name);
  }

  #remove(place) {
    this.#names = this.#names.toSpliced(place, 1);
    (this.#places()[Math.max(0, place - 1)]?.querySelector('button') ?? this.#input).focus();
  }

  #chipKey(event) {
    const chips = this.#places();
    const here = chips.indexOf(event.target.closest('li'));
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      this.#remove(here);
    } else if (step && event.altKey && here + step >= 0 && here + step < chips.length) {
      event.preventDefault();
      const names = this.#names;
      const [moved] = names.splice(here, 1);
      names.splice(here + step, 0, moved);
      this.#names = names;
      this.#places()[here + step].querySelector('button').focus();
    } else if (step) {
      event.preventDefault();
      (chips[here + step]?.querySelector('button') ?? (step > 0 ? this.#input : event.target)).focus();
    }
  }

  #key(event) {
    const options = [...this.#options.children];
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.#activate((this.#active + step + options.length + (this.#active < 0 && step < 0 ? 1 : 0)) % options.length);
    } else if (event.key === 'Enter' || event.key === ',') {
      // Enter in an empty field is left to the form.
      if (!this.#input.value.trim() && this.#active < 0 && event.key === 'Enter') return;
      event.preventDefault();
      this.#add(options[this.#active]?.textContent ?? this.#input.value);
    } else if (event.key === 'Escape') {
      this.#close();
    } else if ((event.key === 'Backspace' || event.key === 'ArrowLeft') && this.#input.value === '') {
      this.#places().at(-1)?.querySelector('button').focus();
    }
  }

  #typed() {
    if (!this.#kind) return;
    clearTimeout(this.#timer);
    const typed = this.#input.value.trim();
    if (!typed) {
      this.#close();
      return;
    }
    this.#timer = setTimeout(async () => {
      const said = await this.#ask(typed);
      if (!said || this.#input.value.trim() !== typed) return;
      const have = new Set(this.#names.map((name) => name.toLowerCase()));
      this.#open(said.names.filter((name) => !have.has(name.toLowerCase())));
    }, 150);
  }

  async #ask(name, near = false) {
    if (!near) {
      this.#asked?.abort();
      this.#asked = new AbortController();
    }
    try {
      const answer = await fetch(`/admin/write/names?kind=${this.#kind}&q=${encodeURIComponent(name)}${near ? '&near=true' : ''}`, {
        redirect: 'manual', headers: { Accept: 'application/json', 'X-Requested-With': 'fetch' }, signal: near ? undefined : this.#asked.signal,
      });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  async #warn(name) {
    const said = await this.#ask(name, true);
    document.getElementById(`${this.#area.id}_warning`).textContent = said?.warning ?? '';
  }

  #open(names) {
    this.#options.replaceChildren(...names.map((name, i) => {
      const option = element('li', { id: `${this.#options.id}-${i}`, textContent: name, dir: 'auto' });
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.addEventListener('pointerdown', (event) => { event.preventDefault(); this.#add(name); this.#input.focus(); });
      return option;
    }));
    this.#active = -1;
    this.#input.removeAttribute('aria-activedescendant');
    this.#options.hidden = names.length === 0;
    this.#input.setAttribute('aria-expanded', String(names.length > 0));
  }

  #activate(place) {
    this.#active = place;
    [...this.#options.children].forEach((option, i) => option.setAttribute('aria-selected', String(i === place)));
    this.#input.setAttribute('aria-activedescendant', this.#options.children[place].id);
    this.#options.children[place].scrollIntoView({ block: 'nearest' });
  }

  #close() {
    clearTimeout(this.#timer);
    if (this.#kind) this.#open([]);
  }
}

const element = (name, properties) => Object.assign(document.createElement(name), properties);

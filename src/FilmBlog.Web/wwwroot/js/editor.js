// The editor's comforts. The form works without any of them; nothing here runs on a keystroke but the start of a timer.
import { Chips } from './editor-chips.js';
import { Keeper } from './editor-keep.js';
import { marks } from './editor-marks.js';
import { pictures } from './editor-pictures.js';
import { preview } from './editor-preview.js';
import { BrowserStore, offerWhatIsFound } from './editor-store.js';

const form = document.getElementById('writing');
const beside = new Set(['Review', 'Version', 'Base', 'Act', 'TellsReaders', '__RequestVerificationToken']);

const editor = {
  form,
  body: form.elements.namedItem('body'),
  id: form.dataset.id,

  /** What is written: every field by its name. */
  fields() {
    const written = {};
    for (const element of form.elements) {
      if (element.name && !beside.has(element.name) && element.type !== 'submit') written[element.name] ??= '';
    }
    for (const [name, value] of new FormData(form)) {
      if (!beside.has(name)) written[name] = value;
    }
    return written;
  },

  /** Puts a text into the form. */
  fill(written) {
    for (const element of form.elements) {
      if (!(element.name in written) || beside.has(element.name)) continue;
      if (element.type === 'radio') element.checked = element.value === written[element.name];
      else if (element.type === 'checkbox') element.checked = written[element.name] === element.value;
      else element.value = written[element.name];
    }
    for (const area of form.querySelectorAll('textarea.names')) area.dispatchEvent(new Event('refill'));
    this.changed();
  },

  /** Tells everybody who listens that the text changed. */
  changed() {
    form.dispatchEvent(new Event('input', { bubbles: true }));
  },

  /** A number that the server must hear: version, base, review. */
  number(name, value) {
    const field = form.elements.namedItem(name);
    if (value !== undefined) field.value = value ?? '';
    return field.value;
  },

  /** Says something, once, for screens and for screen readers. */
  say(words) {
    const status = document.getElementById('status');
    if (status.textContent !== words) status.textContent = words;
  },
};

const store = new BrowserStore(editor);
const keeper = new Keeper(editor, store);
for (const area of form.querySelectorAll('textarea.names')) new Chips(area);
marks(editor, keeper);
pictures(editor);
preview(editor);
offerWhatIsFound(editor, store);
document.documentElement.dataset.scripted = '';

// Suggestions under the search field: a combobox with a list box, as the ARIA Authoring Practices describe it. Without it the form does all.
const field = document.querySelector("input[data-suggest]");
const list = document.createElement("ul");
const said = document.createElement("span");
let chosen = -1;
let asked = 0;

list.id = "suggestions";
list.className = "suggestions";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Reviews");
list.hidden = true;
said.className = "unseen";
said.setAttribute("role", "status");
field.after(list, said);
field.setAttribute("role", "combobox");
field.setAttribute("aria-autocomplete", "list");
field.setAttribute("aria-controls", list.id);
field.setAttribute("aria-expanded", "false");

function close() {
  list.hidden = true;
  chosen = -1;
  field.setAttribute("aria-expanded", "false");
  field.removeAttribute("aria-activedescendant");
}

function choose(place) {
  const options = [...list.children];
  chosen = (place + options.length + 1) % (options.length + 1);
  options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
  if (chosen < options.length) {
    field.setAttribute("aria-activedescendant", options[chosen].id);
    options[chosen].scrollIntoView({ block: "nearest" });
  } else {
    field.removeAttribute("aria-activedescendant");
  }
}

function show(reviews) {
  close();
  list.replaceChildren(...reviews.map((review, at) => {
    const option = document.createElement("li");
    const title = document.createElement("cite");
    const detail = document.createElement("span");
    title.textContent = review.title;
    title.dir = "auto";
    detail.textContent = review.detail;
    option.id = `suggestion-${at}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.path = review.path;
    option.append(title, " ", detail);
    return option;
  }));
  list.hidden = reviews.length === 0;
  chosen = reviews.length;
  field.setAttribute("aria-expanded", String(reviews.length > 0));
  said.textContent = reviews.length === 0 ? "" : reviews.length === 1 ? "1 suggestion" : `${reviews.length} suggestions`;
}

async function suggest() {
  const mine = ++asked;
  const typed = field.value.trim();
  if (typed.length === 0) {
    close();
    return;
  }
  try {
    const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
    const reviews = answer.ok ? await answer.json() : [];
    if (mine === asked && document.activeElement === field) show(reviews);
  } catch {
    close();
  }
}

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(suggest, 120);
});
field.addEventListener("keydown", (event) => {
  if (event.isComposing || list.hidden) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
  } else if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && list.children[chosen]) {
    event.preventDefault();
    location.assign(list.children[chosen].dataset.path);
  }
});
field.addEventListener("blur", () => { asked++; close(); });
// Before the field loses the focus.
list.addEventListener("pointerdown", (event) => {
  event.preventDefault();
});
list.addEventListener("click", (event) => {
  const option = event.target.closest("li");
  if (option) location.assign(option.dataset.path);
});

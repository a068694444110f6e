// The library: pictures may also be dropped on the page or pasted; each is sent on its own, and a refused one does not stop the others.
const form = document.querySelector("[data-upload]");
const copied = document.querySelector("[data-copy]");

copied?.addEventListener("focus", () => copied.select());

async function send(file) {
  const body = new FormData();
  body.append("file", file, file.name || "picture");
  const answer = await fetch(form.action, {
    method: "POST",
    body,
    headers: { Accept: "application/json", RequestVerificationToken: form.elements["__RequestVerificationToken"].value },
  });
  if (answer.redirected || !answer.headers.get("Content-Type")?.startsWith("application/json")) {
    throw new Error(answer.redirected ? "you are signed out; open the page anew" : "the site did not take it; try again");
  }
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.message);
  return result.name;
}

async function sendAll(files) {
  const state = form.querySelector("[data-state]");
  const pictures = [...files].filter((file) => file.type === "" || file.type.startsWith("image/"));
  if (pictures.length === 0) {
    state.textContent = "That is no picture.";
    return;
  }
  const button = form.querySelector("button");
  const refused = [];
  button.disabled = true;
  for (const [index, file] of pictures.entries()) {
    state.textContent = `Sending ${index + 1} of ${pictures.length}: ${file.name}`;
    try {
      await send(file);
    } catch (refusal) {
      refused.push(`${file.name}: ${refusal.message}.`);
    }
  }
  button.disabled = false;
  form.reset();
  if (refused.length === 0) {
    location.assign("/admin/media");
  } else {
    state.textContent = refused.join(" ");
  }
}

if (form) {
  form.querySelector("[data-comfort]").hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendAll(form.elements.files.files);
  });
  document.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) {
      event.preventDefault();
      form.classList.add("over");
    }
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) form.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (event.dataTransfer.files.length > 0) {
      event.preventDefault();
      sendAll(event.dataTransfer.files);
    }
  });
  document.addEventListener("paste", (event) => {
    if (event.clipboardData.files.length > 0) {
      event.preventDefault();
      sendAll(event.clipboardData.files);
    }
  });
}

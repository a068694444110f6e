// Signs in again without leaving the page, when the sign-in ended while somebody writes.
let asking = null;

/** Asks until it is done or put off: true when somebody is signed in again. */
export function signIn(editor) {
  return asking ??= ask(editor).finally(() => { asking = null; });
}

function ask(editor) {
  const dialog = document.getElementById('sign-in');
  const form = document.getElementById('sign-in-form');
  const error = document.getElementById('sign-in-error');
  const code = document.getElementById('sign-in-code');
  return new Promise((resolve) => {
    let isIn = false;
    form.onsubmit = async (event) => {
      event.preventDefault();
      error.textContent = '';
      try {
        const answer = await fetch('/account/sign-in', {
          method: 'POST',
          body: new URLSearchParams(new FormData(form)),
          headers: { Accept: 'application/json', 'X-Requested-With': 'fetch' },
        });
        const said = await answer.json();
        if (said.ok) {
          for (const field of document.getElementsByName('__RequestVerificationToken')) field.value = said.token;
          isIn = true;
          dialog.close();
        } else if (said.needsCode) {
          code.hidden = false;
          code.querySelector('input').focus();
        } else {
          error.textContent = said.message ?? 'That did not work.';
        }
      } catch {
        error.textContent = 'There is no connection, or the server is not there. Try again in a moment.';
      }
    };
    dialog.querySelector('[data-closes]').onclick = () => dialog.close();
    dialog.addEventListener('close', () => {
      form.reset();
      code.hidden = true;
      error.textContent = '';
      editor.body.focus({ preventScroll: true });
      resolve(isIn);
    }, { once: true });
    dialog.showModal();
  });
}

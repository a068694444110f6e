// Passkeys: forms of the class "passkey" are shown where the browser has them. Such a form names an address that gives a challenge
// (data-challenge); the browser's answer is put into its field "credential", and the form is sent like any other.
const forms = window.PublicKeyCredential?.parseRequestOptionsFromJSON ? [...document.querySelectorAll("form.passkey")] : [];
let waiting = null;

async function challengeFor(form) {
  const answer = await fetch(form.dataset.challenge, {
    method: "POST",
    headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value, "X-Requested-With": "fetch" },
  });
  if (!answer.ok) throw new Error(answer.status === 429 ? "That was often in a short time. Try again in a minute." : "The site did not answer as it should. Load the page again.");
  return answer.json();
}

async function answerOf(form, options) {
  const challenge = await challengeFor(form);
  const credential = "create" in form.dataset
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(challenge), ...options })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(challenge), ...options });
  form.elements.credential.value = JSON.stringify(credential);
  // Not requestSubmit: the form's own listener would ask again.
  form.submit();
}

function say(form, text) {
  const place = form.querySelector("[role=alert]");
  place.textContent = text;
  place.hidden = !text;
}

function sentence(error) {
  switch (error.name) {
    case "NotAllowedError": return "The passkey was not used: it was cancelled, took too long, or there is none for this site.";
    case "InvalidStateError": return "This device has a passkey for this site already.";
    case "SecurityError": return "Passkeys need the address of the site itself: https, or localhost.";
    default: return error.message;
  }
}

for (const form of forms) {
  form.hidden = false;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    say(form, "");
    waiting?.abort();
    try {
      await answerOf(form, {});
    } catch (error) {
      say(form, sentence(error));
    }
  });
}

// Offers passkeys among the suggestions of the field for the address, where the browser can.
const quiet = forms.find(form => "conditional" in form.dataset);
if (quiet && await PublicKeyCredential.isConditionalMediationAvailable?.()) {
  waiting = new AbortController();
  answerOf(quiet, { mediation: "conditional", signal: waiting.signal }).catch(() => {});
}

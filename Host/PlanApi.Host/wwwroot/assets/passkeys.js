// Asks the browser for a passkey and sends its answer with the form around the button. Nothing else on these pages needs a script.
"use strict";
for (const part of document.querySelectorAll("[data-passkey]")) {
  const creates = part.dataset.passkey === "create";
  const known = window.PublicKeyCredential;
  if (!(creates ? known?.parseCreationOptionsFromJSON : known?.parseRequestOptionsFromJSON)) continue;

  const button = part.querySelector("button");
  const failed = part.querySelector("[data-passkey-failed]");
  const options = JSON.parse(part.dataset.options);
  part.querySelector("[data-passkey-needs]").hidden = true;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    failed.hidden = true;
    try {
      const answer = creates
        ? await navigator.credentials.create({ publicKey: known.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: known.parseRequestOptionsFromJSON(options) });
      part.querySelector("[name=credential]").value = JSON.stringify(answer.toJSON());
      button.form.submit();
    } catch {
      failed.hidden = false;
      button.disabled = false;
      button.focus();
    }
  });
}

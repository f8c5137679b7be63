// Warns before an idle session ends, and says so when it has. Nothing that was typed is touched.

const meta = (name) => document.querySelector(`meta[name="${name}"]`)?.content;
const seconds = Number(meta("session-seconds"));
const address = meta("keep-alive-url");

if (seconds > 0) watch();

function watch() {
  const warnFor = Math.min(5 * 60, Math.floor(seconds / 3));
  const dialog = build();
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("aftercare-session") : null;
  let endsAt;
  let timer;

  const restart = () => {
    endsAt = Date.now() + seconds * 1000;
    clearInterval(timer);
    timer = setInterval(tick, 1000);
    if (dialog.box.open) dialog.box.close();
  };

  const tick = () => {
    const left = Math.round((endsAt - Date.now()) / 1000);
    if (left <= 0) return end();
    if (left > warnFor) return;
    dialog.title.textContent = "You will be signed out soon";
    dialog.say(`We will sign you out in ${words(left)}, because nothing has been pressed for a while.`);
    if (!dialog.box.open) dialog.box.showModal();
  };

  const end = () => {
    clearInterval(timer);
    dialog.title.textContent = "You have been signed out";
    dialog.say("What you typed is still here. When you send it we will ask you to sign in, and keep it for you.");
    dialog.stay.hidden = true;
    dialog.close.hidden = false;
    if (!dialog.box.open) dialog.box.showModal();
    dialog.close.focus();
  };

  const stay = async () => {
    try {
      const response = await fetch(address, {
        method: "POST",
        headers: { "X-CSRFToken": meta("csrf-token") },
        credentials: "same-origin",
      });
      if (!response.ok || response.redirected) return end();
    } catch {
      return dialog.say("We could not reach the service. Check the connection and try again.");
    }
    channel?.postMessage("active");
    restart();
  };

  dialog.stay.addEventListener("click", stay);
  dialog.close.addEventListener("click", () => dialog.box.close());
  dialog.box.addEventListener("cancel", (event) => {
    if (dialog.stay.hidden) return;
    event.preventDefault();
    stay();
  });
  // Another tab of the same browser keeps this one signed in too.
  channel?.addEventListener("message", restart);
  channel?.postMessage("active");
  restart();
}

// Whole minutes until the last one, so that a screen reader is not told every second.
function words(left) {
  const minutes = Math.ceil(left / 60);
  if (left > 60) return `${minutes} minutes`;
  return left > 20 ? "1 minute" : "20 seconds";
}

function build() {
  const box = document.createElement("dialog");
  box.className = "aftercare-dialog";
  box.setAttribute("aria-labelledby", "session-title");
  box.setAttribute("aria-describedby", "session-text");
  const add = (tag, className, text = "") => {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    box.append(element);
    return element;
  };
  const title = add("h2", "nhsuk-heading-m");
  const text = add("p", "nhsuk-body");
  const stay = add("button", "nhsuk-button", "Stay signed in");
  const close = add("button", "nhsuk-button nhsuk-button--secondary", "Close this message");
  title.id = "session-title";
  text.id = "session-text";
  text.setAttribute("role", "status");
  stay.type = close.type = "button";
  close.hidden = true;
  document.body.append(box);
  const say = (words) => {
    if (text.textContent !== words) text.textContent = words;
  };
  return { box, title, stay, close, say };
}

// What JavaScript adds to every page. Everything works without it.

const script = document.querySelector("script[data-nhsuk]");

if (script && "noModule" in HTMLScriptElement.prototype) {
  import(script.dataset.nhsuk).then(({ initAll }) => initAll());
}

sendOnce();
document.querySelectorAll("[data-refresh-seconds]").forEach(keepFresh);
document.querySelectorAll("[data-exit-this-page]").forEach(exitQuickly);
if (document.querySelector("[data-exit-this-page]")) keepOutOfSight();

// A second press of a button within ten seconds sends nothing. The server refuses repeats as well.
function sendOnce() {
  const sent = new Map();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (Date.now() - (sent.get(form) ?? 0) < 10000) event.preventDefault();
    else if (!event.defaultPrevented) sent.set(form, Date.now());
  });
  window.addEventListener("pageshow", () => sent.clear());
}

// A region with an id and data-refresh-seconds is fetched again until the page comes back without the attribute.
// X-Background tells the server that nobody pressed anything, so that it does not keep a session alive.
function keepFresh(region) {
  const wait = Number(region.dataset.refreshSeconds) * 1000;
  setTimeout(async () => {
    let fresh = null;
    try {
      const response = await fetch(location.href, { headers: { "X-Background": "1" }, credentials: "same-origin" });
      if (response.redirected) return location.reload();
      if (response.status >= 500) return keepFresh(region);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      fresh = page.getElementById(region.id);
    } catch {
      return keepFresh(region);
    }
    if (!fresh) return;
    region.replaceWith(fresh);
    if (fresh.dataset.refreshSeconds) keepFresh(fresh);
  }, wait);
}

// Leaves at once, by the button or by Shift three times within five seconds, and leaves no way back to this page.
function exitQuickly(link) {
  const box = link.closest(".aftercare-exit");
  const status = box.querySelector("[data-exit-status]");
  let presses = [];

  const leave = () => {
    document.body.classList.add("aftercare-gone");
    document.title = "Loading";
    dispatchEvent(new Event("aftercare:leaving"));
    location.replace(link.href);
  };

  box.querySelector("[data-exit-help]").hidden = false;
  for (const way of [link, ...document.querySelectorAll("[data-exit-link]")]) {
    way.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") presses = [];
    else if (!event.repeat) {
      presses = [...presses.filter((at) => event.timeStamp - at < 5000), event.timeStamp];
      if (presses.length === 3) leave();
      else status.textContent = `Shift, press ${3 - presses.length} more ${presses.length === 2 ? "time" : "times"} to exit.`;
    }
  });
}

// A browser may keep a page whole for its back button. It keeps this one blank, and asks for it again.
function keepOutOfSight() {
  window.addEventListener("pagehide", (event) => {
    if (event.persisted) document.body.classList.add("aftercare-gone");
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
    else document.body.classList.remove("aftercare-gone");
  });
}

// The form that works without signal, and the line that says what waits on this device.

const held = globalThis.aftercareHeld;
const region = document.querySelector("[data-held]");
const starter = document.querySelector("[data-offline-writer]");
const form = document.querySelector("[data-offline-form]");

if (held.works()) {
  if (starter) getReady(starter.dataset).catch(() => {});
  if (region) watchOver().catch(() => {});
}
if (form) offerForm().catch(() => unable());

// On a report page, signed in: this device learns whom to seal for, and keeps the form for a time without signal.
async function getReady({ offlineWriter, offlineWorker }) {
  await held.know(offlineWriter);
  await navigator.serviceWorker?.register(offlineWorker);
}

async function watchOver() {
  const sent = new Map();
  const drafts = new Set();
  const hear = (news) => {
    news.sent.forEach((one) => sent.set(one.href, one));
    news.drafts.forEach((href) => drafts.add(href));
  };
  const look = async () => {
    const said = await held.send();
    hear(said);
    show({ ...said, sent: [...sent.values()], drafts: [...drafts] });
  };
  addEventListener("online", look);
  held.changed?.addEventListener("message", (event) => {
    hear(event.data);
    look();
  });
  addEventListener("aftercare:held", look);
  await look();
}

function show({ state, sent, drafts, mine, others }) {
  region.replaceChildren();
  for (const one of sent) {
    box("Your report has been sent", "nhsuk-notification-banner--success").append(
      paragraph("It was held on this device and is there no longer. Your reference is ", link(one.href, one.reference), "."),
    );
  }
  for (const href of drafts) {
    box("Your report needs another look").append(
      paragraph("It has left this device and is kept for seven days, but it is not sent yet. ", link(href, "Look at it and send it"), "."),
    );
  }
  if (mine.length) {
    const many = mine.length === 1 ? "1 report" : `${mine.length} reports`;
    const waits = box(`You have ${many} on this device that ${mine.length === 1 ? "has" : "have"} not been sent`);
    waits.append(paragraph(...why(state)), list(mine));
  }
  if (others && (state === "done" || state === "refused")) {
    box("A report on this device belongs to somebody else").append(
      paragraph("Nobody else can read it. It is sent when they sign in on this device."),
    );
  } else if (others) {
    box("A report on this device has not been sent").append(
      paragraph("Nobody can read it here. It is sent when its writer signs in on this device."),
    );
  }
}

function why(state) {
  if (state === "signed out") {
    const way = form ? [link(region.dataset.signIn, "Sign in"), " to send it."] : ["Sign in again to send it."];
    return ["Held on this device, locked. ", ...way];
  }
  if (state === "refused") {
    return ["It could not be read, and is still here. Call the service desk, and report again so that support can start."];
  }
  return ["Held on this device, locked. It will be sent when there is signal. Keep this device, and open this page again if you can."];
}

function list(reports) {
  const when = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
  const items = document.createElement("ul");
  items.className = "nhsuk-list nhsuk-list--bullet";
  for (const { at } of reports) {
    const item = document.createElement("li");
    const days = Math.floor((Date.now() - at) / 86400000);
    item.textContent = `Written ${when.format(at)}`;
    if (days >= 2) item.textContent += `, ${days} days ago. Somebody should know: find signal, or tell your manager`;
    items.append(item);
  }
  return items;
}

function box(title, kind = "") {
  const banner = document.createElement("section");
  banner.className = `nhsuk-notification-banner ${kind}`;
  const heading = document.createElement("h2");
  heading.className = "nhsuk-notification-banner__title";
  heading.textContent = title;
  const header = document.createElement("div");
  header.className = "nhsuk-notification-banner__header";
  header.append(heading);
  const content = document.createElement("div");
  content.className = "nhsuk-notification-banner__content";
  banner.append(header, content);
  region.append(banner);
  return content;
}

function paragraph(...parts) {
  const text = document.createElement("p");
  text.append(...parts);
  return text;
}

function link(href, words) {
  const made = document.createElement("a");
  made.className = "nhsuk-link";
  made.href = href;
  made.textContent = words;
  return made;
}

// The form

function unable() {
  document.querySelector("[data-offline-unable]").hidden = false;
}

async function offerForm() {
  if (!held.works() || !(await held.writer())) return unable();
  const told = JSON.parse(document.getElementById("offline-told").textContent);
  nameTheDays();
  askWhoMaySee(told.private);
  document.querySelector("[data-offline-report]").hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = lookAt(told);
    say(wrong);
    if (wrong.length) return;
    await keep();
  });
}

// Held before anything is sent: what is said to be held is on the disk.
async function keep() {
  try {
    await held.hold([...new FormData(form)].filter(([, text]) => typeof text === "string" && text.trim()));
  } catch {
    return say([["", "This device could not hold your report. Your words are still here: copy them, or call your manager"]]);
  }
  form.reset();
  document.querySelector("[data-offline-report]").hidden = true;
  const heading = document.querySelector("h1");
  heading.textContent = "Held on this device";
  document.title = document.title.replace(/^Error: /, "");
  dispatchEvent(new Event("aftercare:held"));
  heading.focus();
  scrollTo(0, 0);
}

// The page may be days old, so today is this device's today.
function nameTheDays() {
  const iso = (day) => [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const inWords = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
  const [today, yesterday] = form.elements.day;
  for (const [radio, word, ago] of [[today, "Today", 0], [yesterday, "Yesterday", 1]]) {
    const day = new Date();
    day.setDate(day.getDate() - ago);
    radio.value = iso(day);
    radio.labels[0].textContent = `${word}, ${inWords.format(day).replace(",", "")}`;
  }
}

// Asked only about what is private for many people.
function askWhoMaySee(kinds) {
  const group = form.elements.seal[0].closest(".nhsuk-form-group");
  const decide = () => {
    group.hidden = !ticked("kinds").some((kind) => kinds.includes(kind));
    if (group.hidden) form.elements.seal.forEach((radio) => (radio.checked = false));
  };
  form.addEventListener("change", decide);
  decide();
}

function ticked(name) {
  return [...form.elements].filter((box) => box.name === name && box.checked).map((box) => box.value);
}

// What is wrong, as [box, words], in the order of the page.
function lookAt({ missing, longest, contact }) {
  const text = (name) => form.elements[name].value.trim();
  const wrong = [];
  const need = (name, answered) => answered || wrong.push([name, missing[name]]);
  need("is_me", form.elements.is_me.checked);
  need("kinds", ticked("kinds").length);
  need("seal", form.elements.seal[0].closest("[hidden]") || ticked("seal").length);
  need("day", ticked("day").length);
  if (ticked("day")[0] === "other" && !["day", "month", "year"].every((part) => text(`date_${part}`))) {
    wrong.push(["date_day", missing.date]);
  }
  need("team", text("team"));
  need("my_part", ticked("my_part").length);
  let others = 0;
  for (const prefix of ["other1", "other2", "other3"]) {
    const [named, reached] = [text(`${prefix}-named`), text(`${prefix}-contact`)];
    const part = ticked(`${prefix}-part`).length;
    if (!named && !reached && !part) continue;
    others += 1;
    need(`${prefix}-named`, named);
    need(`${prefix}-part`, part);
    if (named && !reached && !/[@\d]/.test(named)) wrong.push([`${prefix}-contact`, contact]);
  }
  if (ticked("my_part")[0] === "none" && !others) wrong.push(["other1-named", missing.others]);
  for (const [name, most] of Object.entries(longest)) {
    const typed = form.elements[name]?.value ?? "";
    if (most && [...typed].length > most) {
      wrong.push([name, `Use ${most.toLocaleString("en-GB")} characters or fewer. You have used ${[...typed].length.toLocaleString("en-GB")}`]);
    }
  }
  return wrong;
}

// The summary at the top, as on every other page, and the words beside each box.
function say(wrong) {
  const place = document.querySelector("[data-offline-errors]");
  place.replaceChildren();
  form.querySelectorAll("[data-said]").forEach((line) => line.remove());
  form.querySelectorAll(".nhsuk-form-group--error").forEach((group) => group.classList.remove("nhsuk-form-group--error"));
  document.title = document.title.replace(/^Error: /, "");
  if (!wrong.length) return;
  document.title = `Error: ${document.title}`;
  const summary = document.createElement("div");
  summary.className = "nhsuk-error-summary";
  summary.tabIndex = -1;
  summary.setAttribute("role", "alert");
  const heading = document.createElement("h2");
  heading.className = "nhsuk-error-summary__title";
  heading.textContent = "There is a problem";
  const items = document.createElement("ul");
  items.className = "nhsuk-list nhsuk-error-summary__list";
  for (const [name, words] of wrong) {
    const item = document.createElement("li");
    const found = name && form.elements[name];
    const box = found?.length && !found.id ? found[0] : found;
    if (box) {
      item.append(link(`#${box.id}`, words));
      item.firstChild.addEventListener("click", (event) => {
        event.preventDefault();
        open(box);
        box.focus();
      });
      beside(box, words);
    } else item.textContent = words;
    items.append(item);
  }
  summary.append(heading, items);
  place.append(summary);
  summary.focus();
}

function open(box) {
  const details = box.closest("details");
  if (details) details.open = true;
}

function beside(box, words) {
  open(box);
  const group = box.closest(".nhsuk-form-group");
  const line = document.createElement("span");
  line.className = "nhsuk-error-message";
  line.dataset.said = "";
  line.id = `${box.id}-said`;
  const hidden = document.createElement("span");
  hidden.className = "nhsuk-u-visually-hidden";
  hidden.textContent = "Error: ";
  line.append(hidden, words);
  group.classList.add("nhsuk-form-group--error");
  (box.closest(".nhsuk-radios, .nhsuk-checkboxes, .nhsuk-date-input") ?? box).before(line);
}

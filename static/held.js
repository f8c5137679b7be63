// Reports held on this device until there is signal. The report pages and the worker use it alike.
// Each is sealed with its writer's public key: nobody can open it here, not even with this script.

globalThis.aftercareHeld = (() => {
  const DATABASE = "aftercare-offline";
  const WHO = "/report/offline/who/";
  const SEND = "/report/offline/send/";
  const SYNC = "aftercare-send";
  const letters = new TextEncoder();
  const changed = "BroadcastChannel" in globalThis ? new BroadcastChannel(DATABASE) : null;

  const works = () => Boolean(globalThis.indexedDB && globalThis.crypto?.subtle);

  function open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(DATABASE, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("writer");
        asked.result.createObjectStore("reports", { keyPath: "key" });
      };
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = asked.onblocked = () => reject(asked.error);
    });
  }

  // One step in one store. What is written is on the disk when this returns.
  async function within(store, mode, step) {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(store, mode, mode === "readwrite" ? { durability: "strict" } : {});
        const asked = step(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(asked.result);
        transaction.onabort = transaction.onerror = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  const writer = () => within("writer", "readonly", (store) => store.get("last"));
  const know = (point) => within("writer", "readwrite", (store) => store.put(point, "last"));
  const waiting = () => within("reports", "readonly", (store) => store.getAll());
  const drop = (key) => within("reports", "readwrite", (store) => store.delete(key));

  // `typed` is a list of [box, text]. Returns when it is held.
  async function hold(typed) {
    const point = await writer();
    if (!point) throw new Error("nobody has signed in here");
    const key = crypto.randomUUID();
    const report = { key, writer: point, sealed: await seal(typed, key, point), at: Date.now() };
    await within("reports", "readwrite", (store) => store.add(report));
    navigator.storage?.persist?.();
    changed?.postMessage({ sent: [], drafts: [] });
    const worker = await navigator.serviceWorker?.getRegistration("/report/");
    await worker?.sync?.register(SYNC).catch(() => {});
    return key;
  }

  async function seal(typed, key, point) {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const theirs = await crypto.subtle.importKey("raw", bytes(point), curve, false, []);
    const ours = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
    const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
    const salt = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
    const from = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = letters.encode("aftercare offline report");
    const how = { name: "HKDF", hash: "SHA-256", salt, info };
    const secret = await crypto.subtle.deriveKey(how, from, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const box = { name: "AES-GCM", iv, additionalData: letters.encode(key) };
    const sealed = await crypto.subtle.encrypt(box, secret, letters.encode(JSON.stringify(typed)));
    return base64(salt, iv, new Uint8Array(sealed));
  }

  // Sends what waits for whoever is signed in, one tab at a time. Says what became of it:
  // { state, sent: [{ reference, href }], drafts: [href], mine: [report], others: number }, with a state of
  // "done", "no signal" or "signed out".
  function send() {
    return navigator.locks ? navigator.locks.request(SYNC, sendAll) : sendAll();
  }

  async function sendAll() {
    const said = { state: "done", sent: [], drafts: [], mine: [], others: 0 };
    const reports = await waiting();
    if (!reports.length) return said;
    const me = await ask(WHO);
    if (typeof me === "string") {
      const last = await writer();
      const mine = reports.filter((report) => report.writer === last);
      return { ...said, state: me, mine, others: reports.length - mine.length };
    }
    for (const report of reports) {
      if (report.writer !== me.writer) {
        said.others += 1;
        continue;
      }
      const form = new URLSearchParams({ key: report.key, sealed: report.sealed });
      const answer = await ask(SEND, { method: "POST", body: form, headers: { "X-CSRFToken": me.csrf } });
      if (answer.outcome === "sent") said.sent.push(answer);
      else if (answer.outcome === "draft") said.drafts.push(answer.href);
      else {
        said.mine.push(report);
        if (typeof answer === "string") said.state = answer;
        else said.state = "refused";
        continue;
      }
      await drop(report.key);
    }
    // Another tab, or the worker, may be the one that sent it: every open page says so.
    if (said.sent.length || said.drafts.length) changed?.postMessage({ sent: said.sent, drafts: said.drafts });
    return said;
  }

  // The answer, or why there was none.
  async function ask(address, more = {}) {
    const headers = { "X-Background": "1", Accept: "application/json", ...more.headers };
    try {
      const response = await fetch(address, {
        ...more, headers, credentials: "same-origin", redirect: "manual", cache: "no-store",
      });
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      if (isOurs && (response.ok || response.status === 400)) return await response.json();
      return response.status >= 500 ? "no signal" : "signed out";
    } catch {
      return "no signal";
    }
  }

  // Whoever signs out or presses "Exit this page" leaves nothing here but what is not sent yet.
  async function forget() {
    const names = (await indexedDB.databases?.())?.map((one) => one.name);
    if (names && !names.includes(DATABASE)) return;
    await within("writer", "readwrite", (store) => store.clear());
    if ((await waiting()).length) return;
    indexedDB.deleteDatabase(DATABASE);
    const worker = await navigator.serviceWorker?.getRegistration("/report/");
    await worker?.unregister();
    for (const name of await caches.keys()) if (name.startsWith(DATABASE)) await caches.delete(name);
  }

  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

  function base64(...parts) {
    let text = "";
    for (const part of parts) for (const byte of part) text += String.fromCharCode(byte);
    return btoa(text);
  }

  return { works, writer, know, waiting, hold, send, forget, changed, sync: SYNC, database: DATABASE };
})();

if (globalThis.document && aftercareHeld.works()) {
  const { forget } = aftercareHeld;
  addEventListener("aftercare:leaving", () => forget().catch(() => {}));
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-sign-out]") || event.defaultPrevented) return;
    event.preventDefault();
    const atMost = new Promise((resolve) => setTimeout(resolve, 1000));
    Promise.race([forget().catch(() => {}), atMost]).then(() => form.submit());
  });
}

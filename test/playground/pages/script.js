// Makes the pages quicker to use; without it everything works all the same. Forms are sent without leaving the place one is at, a
// cell's form opens in the cell, and while the clock moves one sees how far it is.

const main = document.getElementById("main");
document.documentElement.classList.add("scripted");

/** Puts what the server answered into the page. */
async function take(response) {
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  document.title = fresh.title;
  main.replaceChildren(...fresh.getElementById("main").childNodes);
  document.querySelector("nav").replaceWith(fresh.querySelector("nav"));
  document.getElementById("now").textContent = fresh.getElementById("now").textContent;
  document.querySelector(".who input").value = fresh.querySelector(".who input").value;
}

async function send(form, button) {
  const data = new URLSearchParams(new FormData(form, button));
  const before = location.pathname;
  const response = await fetch(form.action, { method: "POST", body: data });
  await take(response);
  const { pathname, search } = new URL(response.url);
  if (response.redirected && pathname + search !== location.pathname + location.search)
    history.pushState({}, "", pathname + search);
  if (response.redirected && pathname === before) return again(form, button);
  scrollTo(0, 0);
  main.focus();
}

/** Whoever pressed a button is at the same one again, or at the beginning of the content where it is gone. */
function again(form, button) {
  const action = form.getAttribute("action");
  const same = [...main.querySelectorAll("form")].find(one => one.getAttribute("action") === action);
  const pressed = [...(same?.querySelectorAll("button") ?? [])].find(one => one.value === button?.value);
  (pressed ?? main).focus({ preventScroll: true });
}

/** While the clock moves: what day it is. */
async function watch(until) {
  const busy = document.getElementById("busy");
  busy.textContent = "Krug looks …";
  while (!until.isOver) {
    await new Promise(resume => setTimeout(resume, 400));
    const { movingTo } = await (await fetch("/time")).json();
    if (movingTo !== null && !until.isOver)
      busy.textContent = `It is ${new Date(movingTo).toLocaleString("en-GB", { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", timeZone: "UTC" })} UTC …`;
  }
  busy.textContent = "";
}

document.addEventListener("submit", async event => {
  const form = event.target;
  event.preventDefault();
  const buttons = [...form.querySelectorAll("button")];
  const until = { isOver: false };
  const isSlow = form.hasAttribute("data-slow");
  if (isSlow) watch(until);
  // Read before they are switched off: a button that is off is not sent.
  const sent = send(form, event.submitter);
  for (const button of buttons) button.disabled = true;
  try {
    await sent;
  } catch {
    document.getElementById("busy").textContent = "The playground does not answer: was it ended?";
  } finally {
    until.isOver = true;
    for (const button of buttons) button.disabled = false;
  }
});

document.addEventListener("change", event => {
  const form = event.target.closest("form[data-at-once]");
  if (form !== null) HTMLFormElement.prototype.submit.call(form);
});

document.addEventListener("click", async event => {
  const opener = event.target.closest("a[data-edit]");
  const cancel = event.target.closest("a[data-cancel]");
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (cancel !== null) {
    event.preventDefault();
    close(cancel.closest("form"));
  } else if (opener !== null) {
    event.preventDefault();
    await open(opener);
  }
});

document.addEventListener("keydown", event => {
  const form = event.target.closest?.("form.editor");
  if (event.key === "Escape" && form?.opener !== undefined) close(form);
});

async function open(opener) {
  const response = await fetch(opener.href);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  const form = fresh.querySelector("#fragment form");
  if (form === null) return location.assign(opener.href);
  const host = opener.closest("h1, h2, h3, p, .titled") ?? opener;
  form.opener = opener;
  form.host = host;
  host.hidden = true;
  host.after(form);
  form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
}

function close(form) {
  if (form?.opener === undefined) return location.assign(form.querySelector("[data-cancel]").href);
  form.host.hidden = false;
  form.remove();
  form.opener.focus();
}

addEventListener("popstate", () => location.reload());

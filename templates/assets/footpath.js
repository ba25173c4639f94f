// Small comforts. Every page works without them.

const on = (selector, event, act) =>
  document.querySelectorAll(selector).forEach((node) => node.addEventListener(event, (e) => act(node, e)));

// Light or dark: follows the system until the reader chooses.
const dark = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;
const isDark = () => (root.dataset.colors ? root.dataset.colors === "dark" : dark.matches);
const nameSwitch = (button) => button.setAttribute("aria-label", isDark() ? "Use light colors" : "Use dark colors");
document.querySelectorAll("[data-theme-switch]").forEach((button) => {
  button.hidden = false;
  nameSwitch(button);
  dark.addEventListener("change", () => nameSwitch(button));
  button.addEventListener("click", () => {
    root.dataset.colors = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("colors", root.dataset.colors);
    } catch {}
    nameSwitch(button);
  });
});

// What is wrong with a form is read first.
document.querySelector("[data-focus]")?.focus();

// A form that writes is sent once.
on("form[method=post]", "submit", (form, event) => {
  if (form.dataset.sent) return event.preventDefault();
  // A download leaves the page where it is, with all its buttons.
  if (event.submitter?.hasAttribute("data-download")) return;
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () =>
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }),
);

// A link to a closed question opens it; on paper all are open.
const openTarget = () => {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
addEventListener("hashchange", openTarget);
openTarget();
addEventListener("beforeprint", () =>
  document.querySelectorAll("details.faq:not([open])").forEach((node) => {
    node.open = true;
    addEventListener("afterprint", () => (node.open = false), { once: true });
  }),
);
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

// The contents mark the section that is being read.
const entries = [...document.querySelectorAll(".article .contents a")];
if (entries.length && "IntersectionObserver" in window) {
  const byId = new Map(entries.map((link) => [link.hash.slice(1), link]));
  const watch = new IntersectionObserver(
    (seen) => {
      const first = seen.find((entry) => entry.isIntersecting);
      if (!first) return;
      entries.forEach((link) => link.removeAttribute("aria-current"));
      byId.get(first.target.id)?.setAttribute("aria-current", "true");
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  byId.forEach((_, id) => {
    const heading = document.getElementById(id);
    if (heading) watch.observe(heading);
  });
}

// Find a podiatrist: places as one types, and the reader's own position, rounded to about a mile.
const find = document.querySelector("[data-locate]");
if (find) {
  const field = find.elements.near;
  const list = document.getElementById("near_places");
  let waiting;
  let asked = "";
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const q = field.value.trim();
      if (q.length < 2 || q === asked) return;
      asked = q;
      try {
        const answer = await fetch(`/api/v1/places?q=${encodeURIComponent(q)}`);
        if (!answer.ok || asked !== q) return;
        const { data } = await answer.json();
        list.replaceChildren(...data.map((place) => Object.assign(document.createElement("option"), { value: place.label })));
      } catch {}
    }, 150);
  });
  const locate = find.querySelector(".locate");
  if (navigator.geolocation && isSecureContext) {
    locate.hidden = false;
    const [button, note] = [locate.querySelector("button"), locate.querySelector(".meta")];
    note.setAttribute("role", "status");
    button.addEventListener("click", () => {
      note.textContent = "Looking…";
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          field.value = `${coords.latitude.toFixed(2)},${coords.longitude.toFixed(2)}`;
          find.requestSubmit();
        },
        () => (note.textContent = "Your browser did not say where you are. Type a ZIP code or a city."),
        { timeout: 10000, maximumAge: 600000 },
      );
    });
  }
}

// The console: what the text will look like, as one types.
const preview = document.querySelector("[data-preview]");
if (preview) {
  const form = preview.closest("form");
  const text = form.elements[preview.dataset.previewOf];
  const body = preview.querySelector("[data-preview-body]");
  let waiting;
  const look = async () => {
    try {
      const sent = new URLSearchParams({ _csrf: form.elements._csrf.value, body: text.value });
      const answer = await fetch(preview.dataset.preview, { method: "POST", body: sent });
      if (answer.ok) body.innerHTML = await answer.text();
    } catch {}
  };
  form.querySelector("[data-preview-button]").addEventListener("click", (event) => {
    event.preventDefault();
    preview.hidden = false;
    look().then(() => preview.scrollIntoView({ block: "start" }));
  });
  text.addEventListener("input", () => {
    clearTimeout(waiting);
    if (!preview.hidden) waiting = setTimeout(look, 400);
  });
}

// The console: a key leads to the search field.
const shortcut = document.querySelector("[data-shortcut]");
if (shortcut) {
  addEventListener("keydown", (event) => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === shortcut.dataset.shortcut && !typing && !event.metaKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      shortcut.focus();
    }
  });
}

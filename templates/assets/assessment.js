// Answers that are an emergency only together, such as a fall and a foot that bears no weight: the
// page says so at once. What one answer alone says, the style sheet shows without a script; and
// the server says either after Continue. Nothing is sent from here.
const form = document.querySelector("[data-alarms]");
const alarms = JSON.parse(form.dataset.alarms);
const panel = document.getElementById("call_now").content.firstElementChild;

// Whether a condition holds, as the server tries it; what was not answered makes nothing true.
const holds = (when, given) => {
  const [[kind, what]] = Object.entries(when);
  const met = (part) => holds(part, given);
  switch (kind) {
    case "all":
      return what.every(met);
    case "any":
      return what.some(met);
    case "at_least":
      return what.of.filter(met).length >= what.count;
    case "yes":
      return given.get(what) === "yes";
    case "is":
      return given.get(what.question) === what.value;
    case "is_not":
      return Boolean(given.get(what.question)) && given.get(what.question) !== what.value;
    case "has":
      return given.getAll(what.question).includes(what.value);
    case "number": {
      const text = (given.get(what.question) ?? "").trim();
      const n = Number(text);
      return /^-?\d+$/.test(text) && n >= (what.from ?? -Infinity) && n <= (what.to ?? Infinity);
    }
    default:
      return false;
  }
};

const look = (changed) => {
  const shown = form.querySelector("[data-together]");
  const met = alarms.find(({ when }) => holds(when, new FormData(form)));
  const alone = CSS.supports("selector(:has(a))") && form.querySelector(".alarm:checked");
  if (!met || alone) return shown?.remove();
  if (shown?.dataset.together === met.headline) return;
  shown?.remove();
  const now = panel.cloneNode(true);
  now.dataset.together = met.headline;
  now.querySelector("strong").textContent = met.headline;
  const after = changed?.closest(".question");
  if (after) after.after(now);
  else form.prepend(now);
};

form.addEventListener("change", (event) => look(event.target));
addEventListener("pageshow", () => look());

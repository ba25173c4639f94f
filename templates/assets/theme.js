// Before the first paint: the colors that this reader chose here, if any.
try {
  const chosen = localStorage.getItem("colors");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.colors = chosen;
} catch {}

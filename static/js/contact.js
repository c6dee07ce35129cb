/** Reports how long a form was open, and moves focus from the bar on phones to the form's first field. */
for (const form of document.querySelectorAll('[data-behavior="contact"]')) {
  const since = performance.now();
  form.addEventListener("submit", () => {
    form.elements.seconds.value = Math.round((performance.now() - since) / 1000);
  });
  for (const link of document.querySelectorAll('a[href="#contact"]')) {
    link.addEventListener("click", () => setTimeout(() => form.elements.name.focus({ preventScroll: true })));
  }
}

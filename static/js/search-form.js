// Leaves empty fields out of the search's address, and sorts as soon as an order is chosen.
for (const form of document.querySelectorAll('[data-behavior="search-form"], [data-behavior="submit-on-change"]')) {
  form.addEventListener('submit', () => {
    for (const field of form.elements) if (field.name && field.value === '') field.disabled = true;
    // Back from the results finds the form usable again.
    setTimeout(() => { for (const field of form.elements) field.disabled = false; });
  });
}
for (const form of document.querySelectorAll('[data-behavior="submit-on-change"]')) {
  form.querySelector('button').classList.add('visually-hidden');
  form.addEventListener('change', () => form.requestSubmit());
}
document.querySelector('.error-summary')?.focus();

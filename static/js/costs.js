// Computes the monthly cost while a visitor types; the server computes the same for visitors without scripts.
const section = document.querySelector('[data-behavior="costs"]');
const LIMITS = { down: [0, 100], rate: [0, 25], term: [1, 50], tax: [0, 1e7], insurance: [0, 1e7], hoa: [0, 1e6] };

if (section) {
  const form = section.querySelector('form');
  const price = Number(section.dataset.price);
  const money = (dollars) => `$${dollars.toLocaleString('#{layout.lang}')}`;
  const number = (name) => {
    const text = form.elements[name].value.replace(/[\s$,%]/g, '');
    const value = /^(\d{1,9}(\.\d{1,6})?|\.\d{1,6})$/.test(text) ? Number(text) : NaN;
    return value >= LIMITS[name][0] && value <= LIMITS[name][1] && (name !== 'term' || Number.isInteger(value)) ? value : NaN;
  };
  const payment = (loan, rate, years) => {
    const monthly = rate / 1200;
    return monthly === 0 ? loan / (years * 12) : (loan * monthly) / (1 - (1 + monthly) ** (-years * 12));
  };
  const compute = () => {
    const typed = Object.fromEntries(Object.keys(LIMITS).map((name) => [name, number(name)]));
    // The server reports invalid or missing values.
    if (Object.values(typed).some(Number.isNaN)) return;
    const loan = Math.round((price * (100 - typed.down)) / 100);
    const parts = { loan: payment(loan, typed.rate, typed.term), tax: typed.tax / 12, insurance: typed.insurance / 12, pmi: typed.down < 20 ? (loan * Number(section.dataset.pmi)) / 1200 : 0, hoa: typed.hoa, land: Number(section.dataset.land ?? 0) };
    const total = Object.values(parts).reduce((sum, part) => sum + Math.round(part), 0);
    section.querySelector('[data-total]').value = money(total);
    let start = 0;
    for (const [name, part] of Object.entries(parts)) {
      const text = section.querySelector(`[data-part="${name}"]`);
      if (!text) continue;
      const width = total ? (Math.round(part) * 100) / total : 0;
      text.textContent = money(Math.round(part));
      const bar = section.querySelector(`[data-bar="${name}"]`);
      bar.setAttribute('x', start);
      bar.setAttribute('width', width);
      start += width;
    }
  };
  form.addEventListener('input', compute);
}

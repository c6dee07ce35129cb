// Shares the page: through the device's share sheet, by copying its address, or on paper.
const bar = document.querySelector('[data-behavior="share"]');

if (bar) {
  const { url, title } = bar.dataset;
  const said = bar.querySelector('[role="status"]');
  const button = (name) => bar.querySelector(`[data-share="${name}"]`);
  const say = (text) => { said.textContent = ''; requestAnimationFrame(() => { said.textContent = text; }); };

  const copy = async () => {
    // The clipboard is only available on https or localhost; otherwise the selection is copied.
    if (navigator.clipboard) return navigator.clipboard.writeText(url);
    const field = Object.assign(document.createElement('input'), { value: url, readOnly: true });
    bar.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    if (!copied) throw new Error('refused');
  };

  // Loads pictures that only appear in print first.
  const print = async () => {
    const pictures = [...document.querySelectorAll('.print-sheet img')];
    for (const picture of pictures) picture.loading = 'eager';
    await Promise.race([Promise.allSettled(pictures.map((picture) => picture.decode())), new Promise((done) => { setTimeout(done, 4000); })]);
    globalThis.print();
  };

  button('share').hidden = !navigator.share;
  button('copy').hidden = false;
  button('print').hidden = false;
  button('share').addEventListener('click', () => navigator.share({ title, url }).catch(() => {}));
  button('copy').addEventListener('click', () => copy().then(() => say('#{script.link.copied}'), () => say(`#{script.link.copy(url)}`)));
  button('print').addEventListener('click', print);
}

// The gallery's photos in a full-screen strip. Without this module each photo is a link to the page of all photos.
for (const gallery of document.querySelectorAll('[data-behavior="lightbox"]')) {
  const template = gallery.querySelector('template');
  let dialog, strip, slides, counter, opener;

  const build = () => {
    gallery.append(template.content.cloneNode(true));
    dialog = gallery.querySelector('dialog');
    strip = dialog.querySelector('.lightbox__strip');
    slides = [...strip.children];
    counter = dialog.querySelector('.lightbox__counter');
    dialog.addEventListener('click', (event) => {
      const action = event.target.closest('[data-lightbox]')?.dataset.lightbox;
      if (action === 'close') dialog.close();
      if (action === 'previous') go(current() - 1);
      if (action === 'next') go(current() + 1);
    });
    dialog.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (step) { event.preventDefault(); go(current() + step); }
      if (event.key === 'Home') { event.preventDefault(); go(1); }
      if (event.key === 'End') { event.preventDefault(); go(slides.length); }
    });
    dialog.addEventListener('close', () => {
      if (location.hash.startsWith('#photo-')) history.back();
      opener?.focus();
    });
    strip.addEventListener('scroll', () => { clearTimeout(strip.settled); strip.settled = setTimeout(show, 80); });
  };

  const current = () => Math.round(strip.scrollLeft / strip.clientWidth) + 1;

  const load = (number) => {
    const image = slides[number - 1]?.querySelector('img[data-src]');
    if (!image) return;
    if (image.dataset.srcset) image.srcset = image.dataset.srcset;
    image.src = image.dataset.src;
    delete image.dataset.src;
  };

  const show = () => {
    const number = current();
    for (const near of [number, number + 1, number - 1]) load(near);
    counter.textContent = `${number} of ${slides.length}`;
    if (dialog.open && location.hash !== `#photo-${number}`) history.replaceState(null, '', `#photo-${number}`);
  };

  const go = (number) => {
    if (number < 1 || number > slides.length) return;
    load(number);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    strip.scrollTo({ left: (number - 1) * strip.clientWidth, behavior: calm || Math.abs(number - current()) > 1 ? 'instant' : 'smooth' });
    if (calm) show();
  };

  const open = (number, link) => {
    if (!dialog) build();
    opener = link;
    // An entry of its own in the history, so that Back closes the photos and stays on the listing.
    if (link) history.pushState(null, '', `#photo-${number}`);
    dialog.showModal();
    go(number);
    show();
    strip.focus();
  };

  gallery.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-photo]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    open(Number(link.dataset.photo), link);
  });

  const follow = () => {
    const number = Number(location.hash.match(/^#photo-(\d+)$/)?.[1]);
    if (number && !dialog?.open) open(number, null);
    else if (!number && dialog?.open) dialog.close();
  };
  addEventListener('popstate', follow);
  follow();
}

// The photos in a full-screen scrolling strip, with thumbnails in a strip below. Only the current photo and its
// neighbors are loaded; photos that this page does not contain are read from the page of all photos.
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const RESTED = 120;

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const read = (root) => [...root.querySelectorAll('a[data-photo]:has(img)')].map((link) => {
  const image = link.querySelector('img');
  return { src: image.getAttribute('src'), srcset: image.getAttribute('srcset') ?? '', alt: image.alt, caption: link.dataset.caption };
});

export const open = async (gallery, closed) => {
  const { zoomable } = await import(gallery.dataset.zoom);
  const count = Number(gallery.dataset.count);
  gallery.append(gallery.querySelector('template').content.cloneNode(true));
  const dialog = gallery.querySelector('dialog');
  const part = (name) => dialog.querySelector(`.lightbox__${name}`);
  const button = (name) => dialog.querySelector(`[data-lightbox="${name}"]`);
  const strip = part('strip');
  const thumbs = part('thumbs');
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  strip.append(...numbers.map(() => make('li', { className: 'lightbox__slide photo-missing' })));
  thumbs?.append(...numbers.map((number) => make('li', {}, make('button', { type: 'button', tabIndex: -1, ariaLabel: `Photo ${number}` }))));
  const small = thumbs ? [...thumbs.querySelectorAll('button')] : [];
  let photos = read(gallery);
  let at = 0, going = false, rest, asking;

  const picture = (photo, sizes, fetchPriority) => {
    const image = make('img', { alt: photo.alt, width: 1080, height: 720, decoding: 'async', fetchPriority, sizes, srcset: photo.srcset });
    image.src = photo.src;
    return image;
  };

  const fill = (number) => {
    const slide = strip.children[number - 1];
    const photo = photos[number - 1];
    if (!slide || !photo || slide.firstChild) return;
    const figure = make('figure', {}, picture(photo, '100vw', number === at ? 'high' : 'low'));
    if (photo.caption) figure.append(make('figcaption', { textContent: photo.caption }));
    slide.classList.remove('photo-missing');
    slide.append(figure);
  };

  // Loads the other photos' addresses once. If that fails, the next step retries.
  const ask = () => {
    if (photos.length >= count || !gallery.dataset.photos) return;
    asking ??= fetch(gallery.dataset.photos)
      .then((response) => { if (!response.ok) throw new Error(response.status); return response.text(); })
      .then((html) => { photos = read(new DOMParser().parseFromString(html, 'text/html')); fillAround(); })
      .catch(() => { asking = undefined; });
  };

  const fillSmall = (number) => {
    const photo = photos[number - 1];
    const frame = small[number - 1];
    if (photo && frame && !frame.firstChild) frame.append(Object.assign(picture(photo, '96px', 'low'), { alt: '' }));
  };
  const seen = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const number = small.indexOf(target) + 1;
      if (isIntersecting) { seen.add(number); fillSmall(number); } else seen.delete(number);
    }
  }, { root: thumbs, rootMargin: '0px 96px' });

  const fillAround = () => {
    for (const number of [at, at + 1, at - 1]) fill(number);
    for (const number of seen) fillSmall(number);
  };

  const zoom = zoomable(strip, () => strip.children[at - 1], {
    told: (scale) => {
      button('out').setAttribute('aria-disabled', scale === 1);
      dialog.classList.toggle('lightbox--zoomed', scale > 1);
    },
    dismiss: () => dialog.close(),
  });

  const arrive = (number) => {
    if (number !== at) zoom.reset();
    at = number;
    ask();
    fillAround();
    const photo = photos[at - 1];
    part('counter').replaceChildren(`${at} of ${count}`, make('span', { className: 'visually-hidden', textContent: photo?.caption ? `: ${photo.caption}` : '' }));
    [...strip.children].forEach((slide, index) => { slide.ariaHidden = String(index !== at - 1); });
    small.forEach((thumb, index) => {
      const current = index === at - 1;
      thumb.ariaCurrent = current ? 'true' : null;
      thumb.tabIndex = current ? 0 : -1;
    });
    const thumb = small[at - 1];
    if (thumb) thumbs.scrollTo({ left: thumb.offsetLeft - (thumbs.clientWidth - thumb.offsetWidth) / 2, behavior: calm.matches ? 'instant' : 'smooth' });
    if (thumbs?.contains(document.activeElement)) thumb.focus({ preventScroll: true });
    button('previous')?.setAttribute('aria-disabled', at === 1);
    button('next')?.setAttribute('aria-disabled', at === count);
    if (dialog.open && location.hash !== `#photo-${at}`) history.replaceState({ lightbox: true }, '', `#photo-${at}`);
  };

  const place = (behavior) => strip.scrollTo({ left: (at - 1) * strip.clientWidth, behavior });

  const go = (number) => {
    if (number < 1 || number > count || number === at) return;
    const far = Math.abs(number - at) > 1;
    arrive(number);
    going = true;
    place(far || calm.matches ? 'instant' : 'smooth');
    settle();
  };

  const settle = () => {
    clearTimeout(rest);
    rest = setTimeout(() => {
      going = false;
      const number = Math.round(strip.scrollLeft / strip.clientWidth) + 1;
      if (dialog.open && number !== at && number >= 1 && number <= count) arrive(number);
    }, RESTED);
  };

  strip.addEventListener('scroll', () => {
    const number = Math.round(strip.scrollLeft / strip.clientWidth) + 1;
    if (!going && dialog.open && number !== at && number >= 1 && number <= count) arrive(number);
    settle();
  }, { passive: true });

  const actions = {
    close: () => dialog.close(),
    previous: () => go(at - 1),
    next: () => go(at + 1),
    in: () => zoom.by(1.6),
    out: () => zoom.by(1 / 1.6),
  };
  dialog.addEventListener('click', (event) => {
    const target = event.target.closest('button');
    actions[target?.dataset.lightbox]?.();
    if (small.includes(target)) go(small.indexOf(target) + 1);
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || zoom.key(event)) return;
    const wanted = { ArrowLeft: at - 1, ArrowRight: at + 1, PageUp: at - 1, PageDown: at + 1, Home: 1, End: count }[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    go(wanted);
  });
  // The event arrives with the next frame; keep photos that were opened again in the meantime.
  dialog.addEventListener('close', () => { if (!dialog.open) { zoom.reset(); closed(at); } });
  new ResizeObserver(() => { if (dialog.open) { zoom.reset(); place('instant'); } }).observe(strip);
  for (const thumb of small) watch.observe(thumb);

  return {
    show: (wanted) => {
      const number = Math.min(Math.max(wanted, 1), count);
      if (!dialog.open) {
        at = 0;
        dialog.showModal();
        strip.focus();
      }
      if (number === at) return;
      arrive(number);
      going = true;
      place('instant');
      settle();
    },
    close: () => { if (dialog.open) dialog.close(); },
  };
};

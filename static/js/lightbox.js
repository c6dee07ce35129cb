// Opens photos in a viewer over the page, which is loaded at the first sign of interest. Without this module each photo
// is a link to the page of all photos, or to the photo itself.
const gallery = document.querySelector('[data-behavior="lightbox"]');
// The page of all photos has an anchor for each; only on a listing's page does the address #photo-7 open the seventh.
const deep = Boolean(gallery?.dataset.photos);
const PHOTO = /^#photo-(\d+)$/;
let viewer, opener;

const load = () => {
  viewer ??= import(gallery.dataset.viewer).then(({ open }) => open(gallery, closed));
  viewer.catch(() => { viewer = undefined; });
  return viewer;
};

const closed = (number) => {
  if (history.state?.lightbox) history.back();
  const link = opener ?? gallery.querySelector(`[data-photo="${number}"]`) ?? gallery.querySelector('.gallery__all, [data-photo]');
  link?.focus({ preventScroll: Boolean(opener) });
  opener = undefined;
};

// A separate history entry, so that Back closes the photos and stays on the page. An address with a photo keeps it
// until the viewer is loaded, so that reloading in the meantime still opens the photo.
const open = async (number) => {
  const { show } = await load();
  if (!history.state?.lightbox) {
    if (deep && PHOTO.test(location.hash)) history.replaceState(null, '', location.pathname + location.search);
    history.pushState({ lightbox: true }, '', `#photo-${number}`);
  }
  show(number);
};

const follow = async () => {
  const number = Number(location.hash.match(PHOTO)?.[1]);
  if (number && (deep || history.state?.lightbox)) return open(number);
  return viewer && (await viewer).close();
};

if (gallery) {
  for (const sign of ['pointerover', 'focusin', 'touchstart'])
    gallery.addEventListener(sign, () => load().catch(() => {}), { once: true, passive: true });
  gallery.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-photo]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button) return;
    event.preventDefault();
    opener = link;
    open(Number(link.dataset.photo)).catch(() => location.assign(link.href));
  });
  addEventListener('popstate', () => follow().catch(() => {}));
  follow().catch(() => {});
}

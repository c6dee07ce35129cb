// If a photo's resized versions do not load, shows the MLS's original; if that does not load either, shows the
// placeholder drawn behind it.
const failed = (image) => {
  if (image.srcset) {
    image.removeAttribute('srcset');
    return;
  }
  image.closest('.listing-card__photo, .gallery__photo, figure')?.classList.add('photo-missing');
};
document.addEventListener('error', (event) => { if (event.target instanceof HTMLImageElement) failed(event.target); }, true);
for (const image of document.images) if (image.complete && image.naturalWidth === 0 && image.currentSrc) failed(image);

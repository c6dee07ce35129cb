// A photo that does not load in the sizes made of it is shown as the MLS has it; one that does not load at all gives way to
// the drawn placeholder behind it.
const failed = (image) => {
  if (image.srcset) {
    image.removeAttribute('srcset');
    return;
  }
  image.closest('.listing-card__photo, .gallery__photo, figure')?.classList.add('photo-missing');
};
document.addEventListener('error', (event) => { if (event.target instanceof HTMLImageElement) failed(event.target); }, true);
for (const image of document.images) if (image.complete && image.naturalWidth === 0 && image.currentSrc) failed(image);

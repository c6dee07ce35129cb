// A photo that does not load gives way to the drawn placeholder behind it.
const hide = (image) => image.closest('.listing-card__photo, .gallery__photo, figure')?.classList.add('photo-missing');
document.addEventListener('error', (event) => { if (event.target instanceof HTMLImageElement) hide(event.target); }, true);
for (const image of document.images) if (image.complete && image.naturalWidth === 0 && image.currentSrc) hide(image);

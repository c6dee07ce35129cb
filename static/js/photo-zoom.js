// Zooms a photo: pinch, double-tap, Ctrl and wheel, the keys + - 0, buttons. A zoomed photo is wider than its slide,
// which then scrolls: fingers, wheel, scroll bars, and arrow keys pan it as usual.
const MOST = 6;
const CLOSER = 2.5;
const STEP = 1.6;
const PAN = 120;

export const zoomable = (strip, current, { told, dismiss }) => {
  const fingers = new Map();
  let slide, image, fitted = 0, scale = 1, pinch, start, lastTap = { time: 0 };

  // The picture itself; its element may be taller.
  const drawn = () => {
    const { left, width, y, height: room } = image.getBoundingClientRect();
    const height = Math.min(room, width * image.naturalHeight / image.naturalWidth);
    return { left, width, top: y + (room - height) / 2, height };
  };

  const to = (wanted, x = innerWidth / 2, y = innerHeight / 2) => {
    const next = Math.min(Math.max(wanted, 1), MOST);
    if (scale === 1) {
      slide = current();
      image = slide?.querySelector('img');
      fitted = image?.getBoundingClientRect().width ?? 0;
    }
    if (!fitted || next === scale) return;
    const before = drawn();
    const across = (x - before.left) / before.width;
    const down = (y - before.top) / before.height;
    scale = next < 1.02 ? 1 : next;
    slide.classList.toggle('lightbox__slide--zoomed', scale > 1);
    image.style.inlineSize = scale > 1 ? `${fitted * scale}px` : '';
    // Loads a larger version for the larger picture if the host has one.
    image.sizes = scale > 1 ? `${Math.round(fitted * scale)}px` : '100vw';
    const after = drawn();
    slide.scrollLeft += after.left + across * after.width - x;
    slide.scrollTop += after.top + down * after.height - y;
    told(scale);
  };

  const spread = () => {
    const [a, b] = [...fingers.values()];
    return { distance: Math.hypot(a.x - b.x, a.y - b.y), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  };

  strip.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 2) pinch = { ...spread(), scale };
    start = { x: event.clientX, y: event.clientY, many: fingers.size > 1, drag: event.pointerType === 'mouse' && scale > 1 };
    if (start.drag) event.preventDefault();
  });
  strip.addEventListener('pointermove', (event) => {
    if (!fingers.has(event.pointerId)) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size === 2 && pinch) {
      const now = spread();
      to(pinch.scale * now.distance / pinch.distance, now.x, now.y);
    } else if (start?.drag && scale > 1) slide.scrollBy(-event.movementX, -event.movementY);
  });
  const lift = (event) => {
    fingers.delete(event.pointerId);
    if (fingers.size < 2) pinch = undefined;
  };
  strip.addEventListener('pointercancel', lift);
  strip.addEventListener('pointerleave', lift);
  strip.addEventListener('pointerup', (event) => {
    const alone = start && !start.many && fingers.size === 1;
    lift(event);
    if (!alone || event.button) return;
    const x = event.clientX - start.x;
    const y = event.clientY - start.y;
    if (event.pointerType === 'touch' && scale === 1 && y > 90 && y > 2 * Math.abs(x)) return dismiss();
    if (Math.hypot(x, y) > 10) return;
    const twice = event.timeStamp - lastTap.time < 350 && Math.hypot(event.clientX - lastTap.x, event.clientY - lastTap.y) < 40;
    lastTap = twice ? { time: 0 } : { time: event.timeStamp, x: event.clientX, y: event.clientY };
    if (twice) to(scale > 1 ? 1 : CLOSER, event.clientX, event.clientY);
  });
  strip.addEventListener('dragstart', (event) => event.preventDefault());
  strip.addEventListener('wheel', (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    to(scale * Math.exp(-event.deltaY / 200), event.clientX, event.clientY);
  }, { passive: false });

  return {
    by: (factor) => to(scale * factor),
    reset: () => to(1),
    /** Whether the zoom handled a key. */
    key: (event) => {
      const wanted = { '+': scale * STEP, '=': scale * STEP, '-': scale / STEP, 0: 1 }[event.key];
      const pan = scale > 1 && { ArrowLeft: [-PAN, 0], ArrowRight: [PAN, 0], ArrowUp: [0, -PAN], ArrowDown: [0, PAN] }[event.key];
      if (wanted === undefined && !pan) return false;
      event.preventDefault();
      if (pan) slide.scrollBy(...pan);
      else to(wanted);
      return true;
    },
  };
};

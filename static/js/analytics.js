// Loads the owner's counting service, unless the visitor sends Global Privacy Control. A service that recognizes visitors
// waits until they agree.
const block = document.querySelector('[data-behavior="analytics"]');
const KEY = 'analytics';
const { service, script, site } = block.dataset;

const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
const store = (choice) => { try { localStorage.setItem(KEY, choice); } catch { /* The choice holds for this page. */ } };

const load = (address, attributes = {}) => {
  const element = Object.assign(document.createElement('script'), { src: address, async: true });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  document.head.append(element);
};

const start = {
  plausible: () => load(script, { 'data-domain': site }),
  matomo: () => {
    globalThis._paq = [['disableCookies'], ['setTrackerUrl', script.replace(/js$/, 'php')], ['setSiteId', site], ['trackPageView']];
    load(script);
  },
  ga4: () => {
    globalThis.dataLayer = globalThis.dataLayer || [];
    // The service reads arguments objects, not arrays.
    const gtag = function () { globalThis.dataLayer.push(arguments); };
    gtag('js', new Date());
    gtag('config', site, { allow_google_signals: false });
    load(`${script}?id=${encodeURIComponent(site)}`);
  },
}[service];

const asks = block.dataset.asks === 'true';
const banner = block.querySelector('.consent');

const answer = (choice) => {
  store(choice);
  banner.hidden = true;
  if (choice === 'yes') start();
};

if (!navigator.globalPrivacyControl) {
  if (!asks || stored() === 'yes') start();
  else if (stored() !== 'no') banner.hidden = false;
  for (const button of document.querySelectorAll('[data-consent]'))
    button.addEventListener('click', () => answer(button.dataset.consent));
}
for (const button of document.querySelectorAll('[data-consent-again]')) {
  button.hidden = !asks || Boolean(navigator.globalPrivacyControl);
  button.addEventListener('click', () => { banner.hidden = false; banner.querySelector('button').focus(); });
}

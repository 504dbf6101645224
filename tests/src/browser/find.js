// Finds the visible control of a kind by the name that a person reads: (kind, name, every) -> element | null, or the names of
// all of them. While a dialog is open, only what stands in it can be reached.
const [kind, wanted, every] = arguments;
const KINDS = {
  button: 'button, summary, input[type=submit], [role=button]',
  link: 'a[href]',
  field: 'input:not([type=hidden], [type=radio], [type=checkbox], [type=submit], [type=file]), textarea, select',
  choice: 'input[type=radio], input[type=checkbox]',
  file: 'input[type=file]',
  heading: 'h1, h2, h3, h4',
  alert: '[role=alert]',
  row: 'tr, [role=row], li',
  offer: '[role=option]',
  picture: 'img[alt]',
  region: 'section[aria-label], section[aria-labelledby], [role=region]',
};
const squeeze = (text) => (text ?? '').replace(/\s+/g, ' ').trim();
const visible = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
const labelled = (element) => squeeze(
  (element.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id)?.textContent ?? '').join(' '));
function names(element) {
  if (kind === 'picture') return element.naturalWidth > 0 ? [squeeze(element.alt)] : [];
  const own = element.getAttribute('aria-label');
  if (own) return [squeeze(own)];
  const found = [labelled(element)];
  for (const label of element.labels ?? []) {
    found.push(squeeze(label.querySelector('b')?.textContent), squeeze(label.textContent));
  }
  if (['row', 'alert', 'offer'].includes(kind)) found.push(squeeze(element.innerText || element.textContent)); // out of sight it is not rendered
  else if (kind === 'region') return found;
  else if (!('value' in element) || element.tagName === 'BUTTON') {
    found.push(squeeze(element.textContent), squeeze(element.querySelector('b')?.textContent));
  }
  found.push(squeeze(element.title), squeeze(element.placeholder));
  return found.filter(Boolean);
}
// What a person presses may be the label around a control that is drawn by it.
const shown = (element) => (visible(element) || kind === 'file' ? element : [...(element.labels ?? [])].find(visible));
const dialogs = document.querySelectorAll('dialog:modal');
const root = dialogs[dialogs.length - 1] ?? document.body;
const candidates = [...root.querySelectorAll(KINDS[kind])].filter(shown);
if (every) return candidates.map((element) => names(element)[0] ?? '');
function rank(element) {
  const all = names(element);
  if (all.includes(wanted)) return 0;
  if (all.some((name) => name.startsWith(wanted))) return 1;
  return ['link', 'row', 'alert', 'heading', 'offer'].includes(kind) && all.some((name) => name.includes(wanted)) ? 2 : 3;
}
// What floats lies over the rest.
const below = (element) => (element.closest('[popover]:popover-open') ? 0 : 4);
const best = candidates.map((element) => [rank(element), element]).filter(([at]) => at < 3)
  .map(([at, element]) => [at + below(element), element]).sort(([a], [b]) => a - b)[0];
if (!best) return null;
return kind === 'choice' ? ([...(best[1].labels ?? [])].find(visible) ?? best[1]) : shown(best[1]);

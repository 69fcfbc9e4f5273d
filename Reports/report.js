'use strict';
// Filters findings and opens what a link points into. The report is complete without it.
// No less-than sign and no ampersand, so that the page stays well-formed XML.
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const tools = document.getElementById('tools');
  const box = document.getElementById('filter');
  const shown = document.getElementById('shown');
  const levels = all('#tools input[type=checkbox]');
  const items = all('#findings .card, #findings tr.row');
  const texts = new Map();

  const text = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };

  const filter = () => {
    const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    const off = levels.filter((level) => !level.checked).map((level) => level.value);
    let count = 0;
    for (const item of items) {
      const isOff = off.some((level) => item.classList.contains(level));
      item.hidden = isOff || !words.every((word) => text(item).includes(word));
      count += item.hidden ? 0 : 1;
    }
    for (const group of all('#findings details.rule')) {
      const rest = all('.card, tr.row', group).filter((item) => !item.hidden);
      group.hidden = rest.length === 0;
      if (words.length > 0) group.open = rest.length > 0;
    }
    shown.textContent = count + ' of ' + items.length;
  };

  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let outer = target; outer; outer = outer.parentElement) {
      if (outer.tagName === 'DETAILS') outer.open = true;
      outer.hidden = false;
    }
    target.scrollIntoView();
  };

  const setAll = (isOpen) => {
    for (const group of all('#findings details.rule')) group.open = isOpen;
  };

  if (tools) {
    tools.hidden = false;
    box.addEventListener('input', filter);
    for (const level of levels) level.addEventListener('change', filter);
    document.getElementById('open').addEventListener('click', () => setAll(true));
    document.getElementById('close').addEventListener('click', () => setAll(false));
    document.addEventListener('keydown', (event) => {
      if (event.key !== '/') return;
      if (/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) return;
      event.preventDefault();
      box.focus();
    });
    filter();
  }
  addEventListener('hashchange', reveal);
  addEventListener('beforeprint', () => all('details').forEach((part) => { part.open = true; }));
  reveal();
})();

/* Progressive enhancement only: every page works without this file. No dependency, no eval. */
(function () {
  'use strict';
  var root = document.documentElement;
  var english = root.lang === 'en';
  var all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  root.classList.add('js');

  /* The menu of small screens. */
  all('[data-menu]').forEach(button => {
    var header = document.getElementById('krds-header');
    var set = open => { header.classList.toggle('open', open); button.setAttribute('aria-expanded', String(open)); };
    set(false);
    button.addEventListener('click', () => { set(!header.classList.contains('open')); });
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    all('details:is(.user-menu, .drop)[open]').forEach(menu => { menu.open = false; menu.querySelector('summary').focus(); });
  });
  document.addEventListener('click', event => {
    all('details:is(.user-menu, .drop)[open]').forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
  });

  /* The list of errors comes first. */
  var errors = document.querySelector('[data-focus]');
  if (errors) errors.focus();

  /* Amounts: a hint only. The server reads by models/money.py and decides; same words, same
     numbers. Exact: BigInt numerators over a power of ten. */
  var MAX = 10n ** 16n;
  var UNITS = { won: 1n, thousand: 10n ** 3n, ten_thousand: 10n ** 4n, million: 10n ** 6n, hundred_million: 10n ** 8n, billion: 10n ** 9n, trillion: 10n ** 12n };
  var LARGE = { '조': 10n ** 12n, '억': 10n ** 8n, '만': 10n ** 4n };
  var SMALL = { '천': 1000n, '백': 100n, '십': 10n, '': 1n };
  var ENGLISH = { t: 12n, tn: 12n, trillion: 12n, b: 9n, bn: 9n, billion: 9n, m: 6n, mn: 6n, million: 6n };
  var NUMBER = '(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?';
  var SECTION = new RegExp('^(?:(?:' + NUMBER + ')?[천백십])*(?:' + NUMBER + ')?$');
  var PLACES = 64n, ONE = 10n ** PLACES;
  var refuse = code => { throw new Error(code); };
  var exact = text => {
    var parts = text.replace(/,/g, '').split('.'), tail = parts[1] || '';
    return BigInt(parts[0] + tail) * 10n ** (PLACES - BigInt(tail.length));
  };
  var below = (count, unit, ceiling) => {
    var value = count * unit;
    if (ceiling !== null && (unit >= ceiling || value >= ceiling * ONE)) refuse('order');
    return value;
  };
  var section = text => {
    if (!text || !SECTION.test(text)) refuse('unreadable');
    var total = 0n, ceiling = null, part = new RegExp('(' + NUMBER + ')?([천백십]?)', 'g'), match;
    while ((match = part.exec(text))[0]) {
      total += below(exact(match[1] || '1'), SMALL[match[2]], ceiling);
      ceiling = SMALL[match[2]];
    }
    return total;
  };
  var korean = (body, unit, saysWon) => {
    var pieces = body.split(/([조억만])/), tail = pieces.pop(), total = 0n, ceiling = null, rest;
    if (!pieces.length) return section(tail) * unit;
    for (var i = 0; i < pieces.length; i += 2) {
      total += below(section(pieces[i]), LARGE[pieces[i + 1]], ceiling);
      ceiling = LARGE[pieces[i + 1]];
    }
    if (!tail) return total;
    rest = below(section(tail), 1n, ceiling);
    return saysWon ? total + rest : refuse('unit_missing');
  };
  var tidy = text => {
    if (!text.trim()) refuse('required');
    if (Array.from(text).length > 64 || /\p{No}/u.test(text)) refuse('unreadable');
    var plain = text.normalize('NFKC').toLowerCase().replace(/[\s\u200b\ufeff]+/g, ' ').trim();
    if (/[0-9] (?![0-9]{3}(?![0-9]))(?=[0-9])/.test(plain)) refuse('unreadable');
    return plain.replace(/ /g, '');
  };
  /* The amount in won as a BigInt; throws an Error whose message is the code. */
  function readAmount(text, unit, allowNegative) {
    var plain = tidy(text), bracketed = /^\(.*\)$/.test(plain);
    if (/[$€¥£]|달러|불$|유로|엔|위안|파운드|usd|eur|jpy|cny|rmb|gbp|hkd|sgd|twd|chf|aud|cad/.test(plain)) refuse('currency');
    var marks = /^(일?금|₩|krw)*([-−–△▲])?(₩|krw)*(.*?)(원정?|krw|won)?$/.exec(bracketed ? plain.slice(1, -1) : plain);
    var body = marks[4];
    if (!body || (bracketed && marks[2])) refuse('unreadable');
    if (/[0-9조억만천백십원a-z](?:[~∼〜–-]|내지|에서)[0-9]/.test(body)) refuse('range');
    var says = Boolean(marks[1] || marks[3] || marks[5]);
    var latin = new RegExp('^(' + NUMBER + ')([a-z]+)$').exec(body);
    var amount = latin && ENGLISH[latin[2]] ? exact(latin[1]) * 10n ** ENGLISH[latin[2]] : korean(body, says ? 1n : UNITS[unit || 'won'], says);
    var negative = (bracketed || marks[2]) && amount > 0n;
    if (negative && !allowNegative) refuse('negative');
    if (amount > MAX * ONE) refuse('too_large');
    if (amount % ONE) refuse('fraction');
    return (negative ? -1n : 1n) * (amount / ONE);
  }
  function spell(won) {
    var rest = won < 0n ? -won : won, parts = [];
    [['조', 10n ** 12n], ['억', 10n ** 8n], ['만', 10n ** 4n], ['', 1n]].forEach(step => {
      if (rest / step[1]) parts.push((rest / step[1]).toLocaleString('ko-KR') + step[0]);
      rest %= step[1];
    });
    return (won < 0n ? '−' : '') + (parts.join(' ') || '0') + '원';
  }
  window.registry = { readAmount: readAmount, spell: spell };

  var HINTS = {
    unit_missing: ['마지막 숫자의 단위를 적어 주세요', 'Say the unit of the last number'],
    order: ['큰 단위부터 차례로 적어 주세요', 'Write the larger unit first'],
    currency: ['외화는 통화 칸을 써 주세요', 'Use the currency field'],
    range: ['범위가 아니라 금액 하나를 적어 주세요', 'One amount, not a range'],
    negative: ['줄어드는 금액은 여기에 적을 수 없습니다', 'No decrease here'],
    fraction: ['1원보다 작은 금액이 있습니다', 'Less than one won is left over'],
    too_large: ['1경 원보다 큽니다. 단위를 확인해 주세요', 'Above 10,000 trillion: check the unit'],
    unreadable: ['숫자와 단위만 적어 주세요. 예: 3,500억', 'Number and unit only, e.g. 350bn']
  };
  var echo = input => {
    var output = document.getElementById(input.dataset.amount), text = '', bad = false, won;
    if (!output) return;
    try {
      won = readAmount(input.value, input.dataset.unit, 'negative' in input.dataset);
      text = english ? '= KRW ' + won.toLocaleString('en') : '= ' + spell(won) + ' (' + won.toLocaleString('ko-KR') + '원)';
    } catch (error) {
      bad = error.message !== 'required';
      text = bad ? (HINTS[error.message] || HINTS.unreadable)[english ? 1 : 0] : '';
    }
    output.textContent = text;
    output.classList.toggle('bad', bad);
  };
  document.addEventListener('input', event => { if (event.target.matches('[data-amount]')) echo(event.target); });
  all('[data-amount]:not([aria-invalid])').forEach(input => { if (input.value) echo(input); });

  /* Yearly tables: a block from a spreadsheet fills cells from the focused one; Enter and the
     arrow keys move. execCommand keeps the browser's own undo. */
  var rowsOf = (table) => all('tbody tr', table).map(row => all('.cell-in', row)).filter(row => row.length);
  var placeOf = (rows, cell) => {
    for (var r = 0; r < rows.length; r++) if (rows[r].indexOf(cell) >= 0) return [r, rows[r].indexOf(cell)];
    return null;
  };
  var put = (cell, text) => {
    cell.focus(); cell.select();
    if (!document.execCommand('insertText', false, text)) { cell.value = text; cell.dispatchEvent(new Event('input', { bubbles: true })); }
  };
  all('table[data-cells]').forEach(table => {
    table.addEventListener('paste', event => {
      var text = event.clipboardData.getData('text/plain').replace(/\r/g, '').replace(/\n$/, '');
      var rows = rowsOf(table), at = placeOf(rows, event.target);
      if (!at || !/[\t\n]/.test(text)) return;
      event.preventDefault();
      text.split('\n').forEach((line, r) => {
        line.split('\t').forEach((value, c) => {
          var cell = (rows[at[0] + r] || [])[at[1] + c];
          if (cell) put(cell, value.trim());
        });
      });
      event.target.focus();
    });
    table.addEventListener('keydown', event => {
      var rows = rowsOf(table), at = placeOf(rows, event.target);
      var move = { Enter: [event.shiftKey ? -1 : 1, 0], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
      if (!at || !move) return;
      var next = (rows[at[0] + move[0]] || [])[at[1]];
      if (event.key === 'Enter' || next) event.preventDefault();
      if (next) { next.focus(); next.select(); }
    });
  });

  /* Leaving a form with unsaved changes asks first; Back brings what was typed in this tab. */
  var changed = false;
  all('form[data-guard]').forEach(form => {
    var fields = all('[name]:not([type=hidden], button)', form), memory = location.pathname + form.elements.step.value;
    var kept = JSON.parse(sessionStorage.getItem(memory) || '[]');
    if (performance.getEntriesByType('navigation')[0].type !== 'navigate' && kept.length === fields.length) fields.forEach((field, n) => {
      field.value = kept[n][0];
      field.checked = kept[n][1];
      if (field.value) field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    changed = form.dataset.guard === 'typed';
    form.addEventListener('input', () => { changed = true; });
    form.addEventListener('submit', () => {
      changed = false;
      sessionStorage.setItem(memory, JSON.stringify(fields.map(field => [field.value, field.checked])));
    });
  });
  window.addEventListener('beforeunload', event => { if (changed) event.preventDefault(); });

  /* Charts: a read-out under the pointer and with the arrow keys. */
  all('.chart-body').forEach(box => {
    var tip = null, current = -1, live = document.createElement('p');
    live.className = 'sr-only';
    live.setAttribute('aria-live', 'polite');
    box.appendChild(live);
    var zones = () => {
      var shown = all('.chart-svg', box).filter(svg => svg.getBoundingClientRect().width > 0)[0];
      return shown ? all('.hit', shown) : [];
    };
    var hide = () => {
      if (tip) tip.remove();
      tip = null;
      current = -1;
      all('.hit.on', box).forEach(zone => { zone.classList.remove('on'); });
    };
    var place = zone => {
      var outer = box.getBoundingClientRect(), r = zone.getBoundingClientRect(), tall = r.height > outer.height / 2;
      var x = r.left + r.width / 2 - outer.left - tip.offsetWidth / 2, y = r.top - outer.top - tip.offsetHeight - 6;
      if (tall && r.width < outer.width / 2) { x = r.left - outer.left - tip.offsetWidth - 10; if (x < 0) x = r.right - outer.left + 10; y = 4; }
      if (y < 0) y = tall ? 4 : r.bottom - outer.top + 6;
      tip.style.left = Math.max(0, Math.min(outer.width - tip.offsetWidth, x)) + 'px';
      tip.style.top = y + 'px';
    };
    var show = (index, say) => {
      var list = zones();
      if (!list.length) return;
      var zone = list[Math.max(0, Math.min(list.length - 1, index))];
      hide();
      current = list.indexOf(zone);
      zone.classList.add('on');
      tip = document.createElement('div');
      tip.className = 'chart-tip';
      zone.dataset.tip.split('|').forEach((line, n) => {
        var element = document.createElement(n ? 'span' : 'b');
        element.textContent = line;
        tip.appendChild(element);
      });
      box.appendChild(tip);
      place(zone);
      if (say) live.textContent = zone.dataset.tip.split('|').join(', ');
    };
    box.addEventListener('pointermove', event => {
      var zone = event.target.closest && event.target.closest('.hit');
      if (zone && zones().indexOf(zone) !== current) show(zones().indexOf(zone), false);
    });
    box.addEventListener('pointerleave', hide);
    box.addEventListener('blur', hide);
    box.addEventListener('keydown', event => {
      var last = zones().length - 1, next = { ArrowRight: current + 1, ArrowDown: current + 1, ArrowLeft: current < 0 ? last : current - 1, ArrowUp: current < 0 ? last : current - 1, Home: 0, End: last }[event.key];
      if (event.key === 'Escape') hide();
      if (next === undefined) return;
      event.preventDefault();
      show(next, true);
    });
  });
})();

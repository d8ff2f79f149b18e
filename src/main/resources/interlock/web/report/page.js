'use strict';
// Everything that comes from the report is set as text, never as markup.
(() => {
  const report = JSON.parse(document.getElementById('report').textContent);
  const table = (object) => new Map(Object.entries(object));
  const proofs = table(report.proofs);
  const facts = table(report.facts);
  const sources = table(report.sources);
  const parameters = table(report.parameters);
  const signals = new Map(report.signals.map((s) => [s.id, s]));
  const byId = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Marks that turn the reading direction, and control characters, could make a text look like another.
  const shown = (text) => String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

  const element = (name, attributes, children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value !== null && value !== undefined && value !== false) {
        made.setAttribute(key, value === true ? '' : shown(value));
      }
    }
    for (const child of (children || []).flat()) {
      if (child !== null && child !== undefined && child !== '') {
        made.append(child instanceof Node ? child : document.createTextNode(shown(child)));
      }
    }
    return made;
  };
  const words = (name) => name.toLowerCase().replaceAll('_', ' ');
  const plain = (sentence) => sentence.replace(/\.$/, '');
  const counted = (n, one, many) => n + ' ' + (n === 1 ? one : many);
  const names = (s) => s.parties.map((p) => p.name).join(', ');
  const title = (s) => s.policy.title + (s.grade ? ' (' + s.grade + ')' : '');
  const fragment = (prefix, id) => '#' + prefix + encodeURIComponent(id);

  // ---- facts and proofs

  const LETTERS = { A: 'reliable', B: 'usually reliable', C: 'fairly reliable', D: 'not usually reliable', E: 'unreliable', F: 'not to be judged' };
  const DIGITS = ['', 'confirmed', 'probably true', 'possibly true', 'doubtful', 'improbable', 'not to be judged'];

  const tag = (text, doubt) => element('span', { class: doubt ? 'tag doubt' : 'tag' }, [text]);

  const paper = (id, lines) => {
    const source = sources.get(id);
    const link = source && /^https?:\/\//.test(source.url || '');
    const name = source ? source.publisher + ', ' + source.title : id;
    const grades = [...new Set(lines.map((l) => l.credibility))].sort();
    const origins = [...new Set(lines.map((l) => l.origin).filter((o) => o))];
    return element('li', {}, [
      ...lines.map((l) => element('p', { class: 'quote' }, [
        l.quote ? element('q', {}, [l.quote]) : 'No quote on file',
        l.locator ? element('span', { class: 'from' }, [' ' + l.locator]) : null,
      ])),
      element('p', { class: 'from' }, [
        link ? element('a', { href: source.url, rel: 'noreferrer noopener' }, [name]) : name,
        source && source.published ? ', ' + source.published : '',
        '. ' + grades.map((g) => (source ? source.letter : '') + g).join(', '),
        source ? ': source ' + LETTERS[source.letter] + ', claim ' + grades.map((g) => DIGITS[g]).join(' and ') : '',
        origins.length > 0 ? '. First said by ' + origins.join(', ') : '',
        source && source.republishes ? '. Republishes ' + source.republishes : '',
        source && source.interest ? '. Interest: ' + source.interest : '',
        '.',
      ]),
    ]);
  };

  const evidenceList = (fact) => fact.evidence.length === 0
    ? [element('p', { class: 'where' }, ['An entry of the register, without a document of its own.'])]
    : [element('ul', { class: 'evidence' }, [...new Set(fact.evidence.map((e) => e.source))]
      .map((id) => paper(id, fact.evidence.filter((e) => e.source === id))))];

  const standing = (fact) => [
    tag(words(fact.status)),
    fact.from ? tag(fact.from) : null,
    fact.grade ? tag(fact.grade) : null,
    fact.certain ? null : tag('not certain', true),
  ];

  const factLeaf = (id, label) => {
    const fact = facts.get(id);
    if (!fact) {
      return element('div', { class: 'leaf' }, [label, id]);
    }
    const leaf = element('details', { class: 'fact', 'data-fact': id }, [
      element('summary', {}, [label ? element('span', { class: 'kindred' }, [label]) : null, plain(fact.says), ...standing(fact)]),
    ]);
    leaf.addEventListener('toggle', () => {
      if (leaf.open && leaf.childElementCount === 1) {
        leaf.append(
          ...evidenceList(fact),
          element('p', { class: 'where' }, [
            element('a', { href: fragment('fact-', id) }, ['fact ' + id]),
            ', asserted ' + fact.asserted + ', ' + fact.at.file + ':' + fact.at.line,
            fact.note ? '. ' + plain(fact.note) + '.' : '',
          ]),
        );
      }
    });
    return leaf;
  };

  const parameterLeaf = (id) => {
    const p = parameters.get(id);
    return element('div', { class: 'leaf' }, [
      element('span', { class: 'kindred' }, ['parameter']),
      p ? id + ': ' + p.says : id,
      p ? tag(words(p.status)) : null,
      p && p.effectiveFrom ? tag('from ' + p.effectiveFrom) : null,
      p ? element('div', { class: 'from' }, [p.reference + (p.rationale ? '; ' + p.rationale : '') + '; ' + p.at.file + ':' + p.at.line]) : null,
    ]);
  };

  // A sub-proof that was drawn already is named again, not drawn again: proofs share their parts.
  const stepTree = (id, drawn, open, part) => {
    const label = part ? element('span', { class: 'kindred' }, [part]) : null;
    const proof = proofs.get(id);
    if (!proof) {
      return element('div', { class: 'leaf' }, [id]);
    }
    if (drawn.has(id)) {
      return element('div', { class: 'leaf' }, [label, plain(proof.concludes) + ', as shown above']);
    }
    drawn.add(id);
    const told = new Set();
    const items = [];
    for (const s of proof.score) {
      items.push(element('div', { class: 'leaf' }, [element('span', { class: 'kindred' }, ['score']), s.points + ' for ' + s.component]));
    }
    for (const parameter of proof.parameters) {
      items.push(parameterLeaf(parameter));
    }
    for (const premise of proof.premises) {
      const sentence = proofs.has(premise) ? proofs.get(premise).concludes : facts.has(premise) ? facts.get(premise).says : premise;
      told.add(sentence);
      const part = proof.counted.includes(premise) ? 'counted in' : proof.witnesses.includes(premise) ? 'witness' : '';
      items.push(proofs.has(premise) ? stepTree(premise, drawn, false, part) : factLeaf(premise, part));
    }
    for (const reason of proof.because) {
      if (!told.has(reason) && !told.has(reason.replace(/^(Counted in|Shown by): /, ''))) {
        items.push(element('div', { class: 'leaf' }, [element('span', { class: 'kindred' }, ['worked out']), plain(reason)]));
      }
    }
    for (const absence of proof.absent) {
      items.push(element('div', { class: 'leaf absent' }, [element('span', { class: 'kindred absent' }, ['absent']), absence]));
    }
    return element('details', { class: 'step', 'data-proof': id, open }, [
      element('summary', {}, [label, plain(proof.concludes)]),
      element('p', { class: 'where' }, ['clause “' + proof.clause + '” of ' + proof.policy + ', ' + proof.at.file + ':' + proof.at.line]),
      element('ul', {}, items.map((item) => element('li', {}, [item]))),
    ]);
  };

  const unfold = (within, open) => all('details', within).forEach((d) => { d.open = open; });

  const build = (row) => {
    const place = row.querySelector('.proof');
    if (place.childElementCount > 0) {
      return;
    }
    const signal = signals.get(row.dataset.id);
    const drawn = new Set();
    place.append(element('h5', {}, ['Proof']), stepTree(signal.proof, drawn, true));
    signal.alternatives.forEach((id, i) => {
      place.append(element('h5', {}, ['Further proof ' + (i + 1) + ' of ' + signal.alternatives.length]), stepTree(id, drawn, false));
    });
    const whole = element('button', { type: 'button' }, ['Unfold all']);
    whole.addEventListener('click', () => {
      const open = whole.textContent === 'Unfold all';
      unfold(place, open);
      whole.textContent = open ? 'Fold' : 'Unfold all';
    });
    const light = element('button', { type: 'button' }, ['Show in the network']);
    light.addEventListener('click', () => {
      choose(row);
      byId('network').scrollIntoView({ block: 'start' });
      byId('network').focus({ preventScroll: true });
    });
    place.before(element('div', { class: 'actions' }, [whole, light]));
  };

  // ---- what a signal rests on

  const reached = (starts) => {
    const found = new Set();
    const seen = new Set();
    const queue = [...starts];
    while (queue.length > 0) {
      const id = queue.pop();
      if (!proofs.has(id)) {
        found.add(id);
      } else if (!seen.has(id)) {
        seen.add(id);
        queue.push(...proofs.get(id).premises);
      }
    }
    return found;
  };
  // The facts of the proof that is shown first, and those of all of them.
  const path = (signal) => reached([signal.proof]);
  const known = new Map();
  const under = (signal) => {
    if (!known.has(signal.id)) {
      known.set(signal.id, reached([signal.proof, ...signal.alternatives, ...signal.missing.map((m) => m.fact)]));
    }
    return known.get(signal.id);
  };

  // ---- the network

  const drawing = document.querySelector('.canvas svg');
  const nodes = new Map(all('.node', drawing || document.createElement('div')).map((n) => [n.dataset.party, n]));
  const ties = drawing ? all('.tie', drawing) : [];
  const panel = byId('ties');
  const svg = (name, attributes) => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
  };

  // What was marked, to be put out again without being looked for in the whole page.
  let marked = [];
  const mark = (place, style) => {
    place.classList.add(style);
    marked.push([place, style]);
  };
  const dark = () => {
    marked.forEach(([place, style]) => place.classList.remove(style));
    marked = [];
    if (drawing) {
      all('.added, .label', drawing).forEach((d) => d.remove());
      if (drawing.getAttribute('viewBox') !== drawing.dataset.box) {
        drawing.setAttribute('viewBox', drawing.dataset.box);
      }
    }
  };

  // Parties of a signal that the overview leaves out stand in a row below it while the signal is chosen.
  const add = (missing, cited) => {
    const [x, y, width, height] = drawing.dataset.box.split(' ').map(Number);
    drawing.setAttribute('viewBox', [x, y, width, height + 70].join(' '));
    missing.forEach((party, i) => {
      const at = { x: width * (i + 0.5) / missing.length, y: height + 25 };
      const node = svg('g', { class: 'node added on', 'data-x': at.x, 'data-y': at.y });
      const text = svg('text', { x: at.x, y: at.y + 22 });
      text.textContent = shown(party.name);
      node.append(svg('circle', { cx: at.x, cy: at.y, r: 6 }), text);
      node.dataset.party = party.id;
      drawing.append(node);
    });
    const place = (id) => all('.node', drawing).find((n) => n.dataset.party === id);
    for (const id of cited) {
      const about = facts.has(id) ? facts.get(id).parties : [];
      for (const other of about.slice(1)) {
        const from = place(about[0].id);
        const to = place(other.id);
        if (from && to && (from.matches('.added') || to.matches('.added'))) {
          drawing.prepend(svg('path', {
            class: 'tie other added on',
            d: 'M' + from.dataset.x + ' ' + from.dataset.y + 'L' + to.dataset.x + ' ' + to.dataset.y,
          }));
        }
      }
    }
  };

  const touch = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

  const light = (lit, subjects, parties) => {
    if (!drawing) {
      return;
    }
    const on = ties.filter((t) => lit.has(t.dataset.fact));
    on.forEach((t) => mark(t, 'on'));
    const touched = new Set([...subjects, ...on.flatMap((t) => [t.dataset.from, t.dataset.to])]);
    const missing = [...parties.values()].filter((p) => !nodes.has(p.id));
    if (missing.length > 0) {
      add(missing, lit);
    }
    [...touched].filter((id) => nodes.has(id)).forEach((id) => mark(nodes.get(id), 'on'));
    subjects.filter((id) => nodes.has(id)).forEach((id) => mark(nodes.get(id), 'subject'));
    if (on.length <= 14) {
      const placed = [...touched].filter((id) => nodes.has(id)).map((id) => nodes.get(id).querySelector('text').getBBox());
      on.forEach((t) => {
        const label = svg('text', { class: 'label', x: t.dataset.x, y: t.dataset.y });
        label.textContent = t.dataset.label;
        drawing.append(label);
        let box = label.getBBox();
        for (let tries = 0; tries < 6 && placed.some((b) => touch(b, box)); tries++) {
          label.setAttribute('y', Number(label.getAttribute('y')) + 15);
          box = label.getBBox();
        }
        placed.push(box);
      });
    }
    mark(drawing, 'lighting');
    const canvas = drawing.parentElement;
    const place = subjects.map((id) => nodes.get(id)).find((n) => n);
    if (place && canvas.scrollWidth > canvas.clientWidth) {
      canvas.scrollLeft = Number(place.dataset.x) / drawing.viewBox.baseVal.width * canvas.scrollWidth - canvas.clientWidth / 2;
    }
  };

  const strip = document.querySelector('.strip svg');
  const dots = new Map(strip ? all('.dot', strip).map((d) => [d.dataset.fact, d]) : []);

  const lightFacts = (lit) => {
    if (strip) {
      mark(strip, 'lighting');
    }
    for (const id of lit) {
      if (dots.has(id)) {
        mark(dots.get(id), 'on');
      }
      if (entries.has(id)) {
        mark(entries.get(id).row, 'lit');
      }
    }
  };

  const tell = (heading, ids) => {
    panel.replaceChildren(
      element('h3', {}, [heading]),
      element('ul', {}, ids.map((id) => element('li', {}, [
        element('a', { href: fragment('fact-', id) }, [plain(facts.get(id).says)]),
        ...standing(facts.get(id)),
      ]))),
    );
  };

  let chosen = null;
  // The party whose ties are lit.
  let lighted = '';
  const partiesOf = (signal, lit) => {
    const parties = new Map(signal.parties.map((p) => [p.id, p]));
    for (const id of lit) {
      const about = facts.has(id) ? facts.get(id).parties : [];
      if (about.length > 1) {
        about.forEach((p) => parties.set(p.id, p));
      }
    }
    return parties;
  };

  const choose = (row) => {
    dark();
    chosen = row;
    lighted = row ? '' : state.party;
    if (!row) {
      const party = state.party;
      if (party) {
        lightParty(party);
      } else {
        panel.replaceChildren(element('p', { class: 'note' }, [panel.dataset.hint]));
      }
      return;
    }
    mark(row, 'chosen');
    const course = byId('course-' + row.dataset.id);
    if (course) {
      mark(course, 'lit');
    }
    const signal = signals.get(row.dataset.id);
    const lit = path(signal);
    light(lit, signal.parties.map((p) => p.id), partiesOf(signal, lit));
    lightFacts(lit);
    tell('The path of ' + title(signal) + ': ' + names(signal), [...lit].filter((id) => facts.has(id) && facts.get(id).parties.length > 1).sort());
  };

  const lightParty = (party) => {
    const lit = new Set([...facts].filter(([, f]) => f.parties.length > 1 && f.parties.some((p) => p.id === party)).map(([id]) => id));
    light(lit, [party], new Map());
    lightFacts(new Set([...facts].filter(([, f]) => f.parties.some((p) => p.id === party)).map(([id]) => id)));
    tell('Ties of ' + partyNames.get(party), [...lit].sort());
  };

  // ---- filter and search

  // Rows stand in batches, which the browser lays out when they come near. Only what is otherwise than before is touched,
  // so that a key costs what it changes and not what there is.
  const batches = new Map();
  const groups = new Map();
  const stale = new Set();
  const counter = (kept, element) => {
    if (element && !kept.has(element)) {
      kept.set(element, { element, all: 0, shown: 0 });
    }
    return element ? kept.get(element) : null;
  };
  const entry = (row) => {
    const within = [counter(batches, row.closest('.batch')), counter(groups, row.closest('.group, .year'))].filter((c) => c);
    within.forEach((c) => {
      c.all++;
      c.shown++;
    });
    return { row, within, shown: true };
  };
  const show = (one, stays) => {
    if (one.shown !== stays) {
      one.shown = stays;
      one.row.hidden = !stays;
      one.within.forEach((c) => {
        c.shown += stays ? 1 : -1;
        stale.add(c);
      });
    }
  };
  const tall = (batch) => 'calc(' + batch.shown + ' * var(--row))';
  const settle = () => {
    for (const c of stale) {
      c.element.classList.toggle('away', c.shown === 0);
      if (batches.has(c.element)) {
        // How tall it was last means nothing while some of it is left out.
        c.element.style.containIntrinsicBlockSize = (c.shown === c.all ? 'auto ' : '') + tall(c);
      }
      const told = c.element.querySelector(':scope > h3 > .n');
      if (told) {
        told.textContent = c.shown;
      }
    }
    stale.clear();
  };
  const say = (place, text) => {
    if (place && place.textContent !== text) {
      place.textContent = text;
    }
  };

  const rows = all('.signal');
  const listed = new Map(rows.map((row) => [row.dataset.id, entry(row.parentElement)]));
  const courses = all('#timeline [data-id]').map((row) => [row.dataset.id, entry(row)]);
  const entries = new Map(all('.dated').map((row) => [row.dataset.fact, entry(row)]));
  batches.forEach((batch) => { batch.element.style.containIntrinsicBlockSize = 'auto ' + tall(batch); });
  const partyNames = new Map();
  facts.forEach((f) => f.parties.forEach((p) => partyNames.set(p.id, p.name)));
  report.signals.forEach((s) => s.parties.forEach((p) => partyNames.set(p.id, p.name)));

  const initial = () => ({ text: '', levels: new Set(['HIGH', 'ELEVATED', 'SCREEN', 'INFO']), pack: '', party: '', status: '', cell: null });
  const state = initial();
  // What each signal and each fact says, once; a word is looked for in each of them, not in each signal's facts anew.
  let told = null;
  const texts = () => {
    told ??= {
      signals: report.signals.map((s) => [s.id, [
        s.id, s.policy.id, title(s), names(s), s.narrative, s.ifPending || '',
      ].join('\n').toLowerCase(), under(s)]),
      facts: [...facts].map(([id, f]) => [id, [
        id, f.says, ...f.evidence.flatMap((e) => [e.quote || '', e.source]),
      ].join('\n').toLowerCase()]),
    };
    return told;
  };
  const holding = new Map();
  /** The ids of the signals that say a word, or rest on a fact that says it. */
  const saying = (word) => {
    if (!holding.has(word)) {
      const of = texts();
      const within = new Set(of.facts.filter(([, text]) => text.includes(word)).map(([id]) => id));
      const found = of.signals.filter(([, text, under]) => text.includes(word) || [...under].some((id) => within.has(id)));
      if (holding.size > 100) {
        holding.clear();
      }
      holding.set(word, new Set(found.map(([id]) => id)));
    }
    return holding.get(word);
  };
  const cells = all('.cell');
  const inCell = (cell) => report.summary.matrix[Number(cell.dataset.cell)].signals;

  const kept = (signal, sayings) =>
    state.levels.has(signal.level)
    && (!state.pack || signal.policy.pack === state.pack)
    && (!state.party || signal.concerns.includes(state.party) || signal.parties.some((p) => p.id === state.party))
    && (!state.status || signal.status === state.status)
    && sayings.every((ids) => ids.has(signal.id));

  const apply = () => {
    const wanted = state.cell === null ? null : new Set(inCell(cells[state.cell]));
    const sayings = state.text.split(/\s+/).filter((word) => word !== '').map(saying);
    const before = new Set(report.signals.filter((s) => kept(s, sayings)).map((s) => s.id));
    const here = wanted ? new Set([...before].filter((id) => wanted.has(id))) : before;
    const everything = here.size === rows.length;
    const cited = everything ? null : new Set([...here].flatMap((id) => [...under(signals.get(id))]));
    let count = 0;
    listed.forEach((one, id) => show(one, here.has(id)));
    courses.forEach(([id, one]) => show(one, everything || here.has(id)));
    entries.forEach((one, id) => {
      const stays = cited === null || cited.has(id);
      count += stays ? 1 : 0;
      if (one.shown !== stays) {
        dots.get(id)?.classList.toggle('left-out', !stays);
      }
      show(one, stays);
    });
    settle();
    cells.forEach((cell, i) => {
      const n = inCell(cell).filter((id) => before.has(id)).length;
      if (cell.textContent !== String(n)) {
        cell.textContent = n;
        cell.classList.toggle('empty', n === 0);
        cell.setAttribute('aria-label', cell.dataset.says + ': ' + counted(n, 'signal', 'signals'));
      }
      press(cell, state.cell === i);
    });
    say(byId('facts-count'), everything ? '' : count + ' of ' + facts.size + ', those under the signals shown');
    say(byId('courses-count'), everything ? '' : here.size + ' of ' + rows.length + ', the signals shown');
    say(byId('count'), everything ? counted(rows.length, 'signal', 'signals') : here.size + ' of ' + counted(rows.length, 'signal', 'signals'));
    if (byId('none').hidden !== here.size > 0) {
      byId('none').hidden = here.size > 0;
    }
    nodes.forEach((node, id) => press(node, state.party === id));
    if (chosen ? chosen.parentElement.hidden : lighted !== state.party) {
      choose(null);
    }
  };
  const press = (button, on) => {
    if (button.getAttribute('aria-pressed') !== String(on)) {
      button.setAttribute('aria-pressed', String(on));
    }
  };

  const controls = () => {
    byId('search').value = state.text;
    byId('pack').value = state.pack;
    byId('party').value = state.party;
    byId('status').value = state.status;
    all('#levels input').forEach((box) => { box.checked = state.levels.has(box.value); });
  };
  const reset = () => {
    Object.assign(state, initial());
    controls();
    apply();
    byId('search').focus();
  };

  const options = (select, entries) => {
    entries.sort((a, b) => (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)).forEach(([value, text]) => {
      select.append(element('option', { value }, [text]));
    });
  };
  const concerned = new Map();
  report.signals.forEach((s) => new Set([...s.concerns, ...s.parties.map((p) => p.id)]).forEach((id) => concerned.set(id, (concerned.get(id) || 0) + 1)));

  Object.keys(report.summary.byLevel).forEach((level) => {
    byId('levels').append(element('label', {}, [
      element('input', { type: 'checkbox', value: level, checked: true }),
      element('span', {}, [element('i', { class: 'mark ' + level }), words(level)]),
    ]));
  });
  options(byId('pack'), Object.entries(report.summary.byPack).map(([pack, n]) => [pack, pack + ' (' + n + ')']));
  options(byId('party'), [...concerned].map(([id, n]) => [id, (partyNames.get(id) || id) + ' (' + n + ')']));

  let waiting = 0;
  byId('search').addEventListener('input', (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      state.text = event.target.value.trim().toLowerCase();
      apply();
    }, 120);
  });
  byId('search').addEventListener('focus', texts);
  byId('levels').addEventListener('change', (event) => {
    state.levels[event.target.checked ? 'add' : 'delete'](event.target.value);
    apply();
  });
  for (const name of ['pack', 'party', 'status']) {
    byId(name).addEventListener('change', (event) => {
      state[name] = event.target.value;
      apply();
    });
  }
  cells.forEach((cell, i) => {
    cell.disabled = false;
    cell.addEventListener('click', () => {
      state.cell = state.cell === i ? null : i;
      apply();
    });
  });
  byId('reset').addEventListener('click', reset);
  byId('reset-none').addEventListener('click', reset);
  byId('theme').addEventListener('change', (event) => {
    const theme = event.target.value;
    if (theme === 'auto') {
      delete document.documentElement.dataset.theme;
    } else {
      document.documentElement.dataset.theme = theme;
    }
  });

  let printing = false;
  // Such an event does not rise, but it is heard on its way down: one listener for thousands of rows.
  document.addEventListener('toggle', (event) => {
    const place = event.target;
    if (printing || place.dataset.printed) {
      return;
    }
    if (place.matches('.signal')) {
      if (place.open) {
        build(place);
        choose(place);
      } else if (chosen === place) {
        choose(null);
      }
    } else if (place.open && place.matches('.dated > .fact')) {
      register(place);
    }
  }, true);

  // ---- parties with keys and pointer: one stop for the tab key, arrows go from party to party

  const order = [...nodes.values()];
  const pick = (node) => {
    state.party = state.party === node.dataset.party ? '' : node.dataset.party;
    controls();
    choose(null);
    apply();
  };
  order.forEach((node, i) => {
    const n = concerned.get(node.dataset.party) || 0;
    node.setAttribute('role', 'button');
    node.setAttribute('tabindex', i === 0 ? '0' : '-1');
    node.setAttribute('aria-label', shown(partyNames.get(node.dataset.party)) + ', ' + counted(n, 'signal', 'signals'));
    node.addEventListener('click', () => pick(node));
    node.addEventListener('keydown', (event) => {
      const to = { ArrowRight: i + 1, ArrowDown: i + 1, ArrowLeft: i - 1, ArrowUp: i - 1, Home: 0, End: order.length - 1 }[event.key];
      if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault();
        pick(node);
      } else if (to !== undefined) {
        event.preventDefault();
        const next = order[(to + order.length) % order.length];
        order.forEach((o) => o.setAttribute('tabindex', o === next ? '0' : '-1'));
        next.focus();
      }
    });
  });

  // ---- places within the page

  const open = (id) => {
    const entry = id && byId(id);
    if (entry && entry.matches('.course')) {
      if (entry.hidden) {
        reset();
      }
      const over = entry.closest('details');
      if (over) {
        over.open = true;
      }
      entry.scrollIntoView({ block: 'center' });
      entry.querySelector('a')?.focus({ preventScroll: true });
    } else if (entry && entry.matches('details')) {
      entry.open = true;
      if (entry.parentElement.hidden || entry.closest('.dated')?.hidden) {
        reset();
      }
      entry.scrollIntoView({ block: 'start' });
      entry.querySelector('summary').focus({ preventScroll: true });
    }
  };
  const here = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch (malformed) {
      return location.hash.slice(1);
    }
  };
  addEventListener('hashchange', () => open(here()));
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    const dot = event.target.closest('.dot, .tie');
    if (link && link.getAttribute('href') === location.hash) {
      open(here());
    } else if (dot) {
      location.hash = fragment('fact-', dot.dataset.fact);
    }
  });
  const register = (entry) => {
    if (!entry.querySelector('.signals-of')) {
      const id = entry.id.slice('fact-'.length);
      const using = report.signals.filter((s) => under(s).has(id));
      entry.append(element('div', { class: 'signals-of where' }, using.length === 0
        ? ['Under no proof of a signal.']
        : ['Under: ', using.slice(0, 40).flatMap((s, i) => [i > 0 ? '; ' : '', element('a', { href: fragment('signal-', s.id) }, [title(s) + ': ' + names(s)])]),
          using.length > 40 ? ' and ' + (using.length - 40) + ' more.' : '.']));
    }
  };

  // ---- on paper, what is folded is unfolded: no sentence without its documents

  addEventListener('beforeprint', () => {
    printing = true;
    all('.signal:not([open]), .dated > .fact:not([open])').filter((d) => !d.closest('[hidden]')).forEach((d) => {
      d.dataset.printed = 'true';
      d.open = true;
    });
  });
  addEventListener('afterprint', () => {
    all('[data-printed]').forEach((d) => { d.open = false; });
    setTimeout(() => {
      all('[data-printed]').forEach((d) => { delete d.dataset.printed; });
      printing = false;
    }, 0);
  });

  // What stays at the top covers what is scrolled to, unless its height is known.
  const bar = byId('filter');
  bar.hidden = false;
  new ResizeObserver(() => {
    const stays = getComputedStyle(bar).position === 'sticky';
    document.documentElement.style.setProperty('--bar', (stays ? bar.offsetHeight : 0) + 'px');
  }).observe(bar);
  byId('theme').hidden = false;
  apply();
  open(here());
})();

// What the tests ask a page in the browser. Each function gives a list of sentences about what is wrong; an empty one is good.
window.looks = (() => {
  const name = (element) => `${element.tagName.toLowerCase()}.${element.className} "${element.textContent.trim().slice(0, 40)}"`;
  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const isSolid = (colour) => (numbers(colour)[3] ?? 1) === 1;

  function luminance(colour) {
    const [red, green, blue] = numbers(colour).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function ratio(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  function behind(element) {
    for (let here = element; here; here = here.parentElement) {
      const { backgroundColor } = getComputedStyle(here);
      if (isSolid(backgroundColor)) return backgroundColor;
    }
    return getComputedStyle(document.documentElement).colorScheme === "dark" ? "rgb(0,0,0)" : "rgb(255,255,255)";
  }

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  // WCAG 1.4.3 for every text, 1.4.11 for the edges of what is filled in and of the cells of the strips.
  function contrast() {
    const faults = [];
    for (const element of document.body.querySelectorAll("*")) {
      if (!isShown(element)) continue;
      const style = getComputedStyle(element);
      if (hasText(element)) {
        const size = parseFloat(style.fontSize);
        const isLarge = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
        const found = ratio(style.color, behind(element));
        if (found < (isLarge ? 3 : 4.5)) faults.push(`${name(element)}: text at ${found.toFixed(2)}`);
      }
      if (element.matches("input, select, .strip i, .key i, .tag")) {
        const found = ratio(style.borderTopColor, behind(element.parentElement));
        if (found < 3) faults.push(`${name(element)}: edge at ${found.toFixed(2)}`);
      }
    }
    return faults;
  }

  // WCAG 1.4.10, 1.4.4, 1.4.12: nothing to scroll sideways but tables in a frame of their own, nothing cut off.
  function fit() {
    const faults = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width) faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const element of document.body.querySelectorAll("*")) {
      if (!isShown(element) || element.closest(".skip, svg")) continue;
      const box = element.getBoundingClientRect();
      if (!element.closest(".table") && hasText(element) && (box.left < -0.5 || box.right > width + 0.5)) {
        faults.push(`${name(element)}: from ${box.left} to ${box.right}`);
      }
      const { overflowX, overflowY } = getComputedStyle(element);
      const hides = (how) => how === "hidden" || how === "clip";
      if (hides(overflowX) && element.scrollWidth > element.clientWidth + 1) faults.push(`${name(element)}: cut off`);
      if (hides(overflowY) && element.scrollHeight > element.clientHeight + 1) faults.push(`${name(element)}: cut off below`);
    }
    return faults;
  }

  function loosen() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
      p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
  }

  function restore() {
    document.adoptedStyleSheets = [];
    document.documentElement.style.removeProperty("font-size");
  }

  // WCAG 2.4.3, 2.4.7, 2.4.11: what the Tab key reaches, in the order of the page, in sight, with an outline.
  function watch() {
    window.stops = [];
    const places = new Map([...document.querySelectorAll("*")].map((element, place) => [element, place]));
    let before = -1;
    document.addEventListener("focusin", ({ target }) => {
      if (window.stops.includes(target)) return;
      window.stops.push(target);
      const { outlineStyle, outlineWidth } = getComputedStyle(target);
      const box = target.getClientRects()[0];
      const [x, y] = [box.left + Math.min(box.width, 20) / 2, box.top + box.height / 2];
      const top = document.elementFromPoint(x, y);
      const here = places.get(target);
      if (here < before) window.faults.push(`${name(target)}: out of order`);
      if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) window.faults.push(`${name(target)}: no outline`);
      if (!top || !(target.contains(top) || top.contains(target))) window.faults.push(`${name(target)}: out of sight`);
      before = here;
    });
    window.faults = [];
    const all = [...document.querySelectorAll("a[href], button, input, select, summary")].filter(isShown);
    window.expected = all;
    return all.length;
  }

  function walked() {
    const missed = window.expected.filter((element) => !window.stops.includes(element)).map((element) => `${name(element)}: never reached`);
    return [...window.faults, ...missed];
  }

  return { contrast, fit, loosen, restore, watch, walked };
})();

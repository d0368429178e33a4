/** Plays from a place when something that names one is clicked, and moves the playhead. The page works without it. */
export const pageScript = `(() => {
  for (const section of document.querySelectorAll('section.language')) {
    const player = section.querySelector('.player');
    const plot = section.querySelector('svg.timeline');
    const head = plot && plot.querySelector('.playhead');
    if (!player) { section.classList.add('silent'); continue; }
    section.addEventListener('click', (event) => {
      const target = event.target instanceof Element ? event.target.closest('[data-seek]') : null;
      if (!target) return;
      player.currentTime = Number(target.getAttribute('data-seek')) / 1000;
      player.play().catch(() => { /* the file is not beside the page, or the browser wants another click */ });
    });
    if (!head) continue;
    const move = () => {
      const x = player.currentTime * 1000 * Number(plot.dataset.pxPerMs);
      head.setAttribute('x1', x); head.setAttribute('x2', x);
      plot.classList.add('playing');
    };
    player.addEventListener('timeupdate', move);
    player.addEventListener('seeking', move);
  }
})();`;

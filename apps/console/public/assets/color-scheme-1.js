// Runs before the first paint, so that nobody who chose dark sees a white page. Its name counts up when it changes,
// because everything in /assets is kept for good.
(function () {
  var chosen = localStorage.getItem('daybook.color-scheme') || 'auto';
  var dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();

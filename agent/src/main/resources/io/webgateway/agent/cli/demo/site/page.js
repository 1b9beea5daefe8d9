// Says by which name and protocol this page was reached.
const where = document.querySelector("[data-where]");
if (where) {
  const [entry] = performance.getEntriesByType("navigation");
  const protocol = entry && entry.nextHopProtocol ? ` over ${entry.nextHopProtocol}` : "";
  where.textContent = `You reached it as ${location.host}${protocol}.`;
}

// Shows while it is typed how partners will see an organisation, and guesses the time zone once.
(() => {
  function paint(form) {
    const preview = document.getElementById("preview"), field = (name) => form.elements[name];
    const now = field("colour").value;
    const short = field("short_name").value.trim() || field("name").value.trim().split(/\s+/)[0] || "Your company";
    const letter = short[0].toUpperCase();
    form.querySelectorAll("[data-letter]").forEach((el) => (el.textContent = letter));
    if (!preview) return;
    const before = preview.dataset.mine, other = (mine) => (mine === "2" ? "1" : "2");
    preview.querySelectorAll("[data-org]").forEach((el) => {
      const who = el.dataset.org;
      el.dataset.org = who === before ? now : who === other(before) ? other(now) : who;
    });
    preview.dataset.mine = now;
    preview.querySelectorAll("[data-says]").forEach((el) => (el.textContent = el.dataset.says.replace("*", short)));
    preview.querySelectorAll(".tile").forEach((el) => (el.textContent = letter));
    preview.querySelector(".org").lastChild.textContent = short;
  }

  function guess(form) {
    const zone = form.elements.time_zone, here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone.value === "UTC" && [...zone.options].some((o) => o.value === here)) zone.value = here;
  }

  // On the document, so that a page drawn again after an error keeps it.
  document.addEventListener("input", (e) => {
    const form = e.target.closest("form[data-preview]");
    if (form) paint(form);
  });
  const form = document.querySelector("form[data-preview]");
  if (form?.dataset.preview === "new") guess(form);
})();

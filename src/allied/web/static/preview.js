// Shows while it is typed how partners will see an organisation, and guesses the time zone once.
(() => {
  const form = document.querySelector("form[data-preview]"), preview = document.getElementById("preview");
  if (!form || !preview) return;
  const field = (name) => form.elements[name];
  let mine = field("colour").value;

  function paint() {
    const now = field("colour").value, other = now === "2" ? "1" : "2";
    const short = field("short_name").value.trim() || field("name").value.trim().split(/\s+/)[0] || "Your company";
    const theirs = mine === "2" ? "1" : "2";
    preview.querySelectorAll("[data-org]").forEach((el) => {
      el.dataset.org = el.dataset.org === mine ? now : el.dataset.org === theirs ? other : el.dataset.org;
    });
    mine = now;
    preview.querySelectorAll("[data-short]").forEach((el) => (el.textContent = short));
    preview.querySelector(".org").lastChild.textContent = short;
    document.querySelectorAll("[data-letter]").forEach((el) => (el.textContent = short[0].toUpperCase()));
    preview.querySelectorAll(".tile").forEach((el) => (el.textContent = short[0].toUpperCase()));
  }

  const zone = field("time_zone"), here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone.value === "UTC" && [...zone.options].some((o) => o.value === here)) zone.value = here;
  document.addEventListener("input", (e) => form.contains(e.target) && paint());
  paint();
})();

// Answers a form while it is filled in: the part of the page that depends on it is asked for anew, and the address follows.
(() => {
  let wait, asked;

  async function ask(form) {
    asked?.abort();
    asked = new AbortController();
    const said = new URLSearchParams(new FormData(form));
    const into = document.getElementById(form.dataset.live);
    into.setAttribute("aria-busy", "true");
    try {
      const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(10000)]);
      const answer = await fetch(form.action + "?" + said + "&fragment=1", { signal });
      if (answer.status !== 200 && answer.status !== 422) throw new Error(answer.statusText);
      into.innerHTML = await answer.text();
      if (answer.ok) history.replaceState(null, "", "?" + said);
      into.removeAttribute("aria-busy");
    } catch (error) {
      // The button sends the form as a page; that one says what is wrong.
      if (error.name !== "AbortError") into.removeAttribute("aria-busy");
    }
  }

  document.addEventListener("input", (e) => {
    const form = e.target.closest("form[data-live]");
    if (!form) return;
    clearTimeout(wait);
    wait = setTimeout(() => ask(form), 150);
  });
})();

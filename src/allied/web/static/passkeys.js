// Says in the page when a passkey was not used, instead of in the console.
document.addEventListener("allauth.error", (e) => {
  e.preventDefault();
  const trouble = document.getElementById("passkey-trouble");
  if (trouble) trouble.hidden = false;
});

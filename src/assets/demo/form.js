// A static page can hold no form token. This asks for one and lets nobody post the form before it is there.
const form = document.querySelector('form');
const button = form.querySelector('button');
const state = document.querySelector('#state');

fetch('/demo/token', { method: 'POST' })
  .then(async (answer) => {
    if (!answer.ok) return say(answer.status);
    form.elements.form_token.value = (await answer.json()).form_token;
    button.disabled = false;
  })
  .catch(() => say());

function say(status) {
  const why = document.createElement('a');
  why.href = '/demo/token';
  why.textContent = 'See why.';
  const text = status === 404 ? 'The demo is off.' : 'The demo cannot be used at present.';
  state.replaceChildren(`${text} `, why);
}

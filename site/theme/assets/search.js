// The search of the site, in the browser: Pagefind finds, this prints, and nothing leaves the device.
// Everything that is found is put in as text, never as markup.
const form = document.querySelector("form[role=search]");
const field = document.getElementById("words-sought");
const told = document.getElementById("told");
const found = document.getElementById("found");
const MOST = 30;
let engine;

async function search(words) {
  if (!words.trim()) {
    return;
  }
  told.textContent = "Searching …";
  try {
    engine ??= await import(new URL(form.dataset.index, document.baseURI));
  } catch {
    told.textContent = "The search could not be loaded. The A to Z lists every heading.";
    return;
  }
  const filters = { council: form.dataset.council };
  const results = (await engine.search(words, { filters })).results;
  const pages = await Promise.all(results.slice(0, MOST).map((each) => each.data()));
  const count = results.length;
  const most = count > MOST ? ` Here are the first ${MOST}.` : "";
  told.textContent = `${count === 1 ? "1 page" : `${count} pages`} found.${most}`;
  found.replaceChildren(...pages.map(entry));
}

function entry(page) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  const words = document.createElement("p");
  const parsed = new DOMParser().parseFromString(page.excerpt, "text/html");
  for (const node of parsed.body.childNodes) {
    const part = document.createElement(node.nodeName === "MARK" ? "mark" : "span");
    part.textContent = node.textContent;
    words.append(part);
  }
  item.append(link, words);
  return item;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search(field.value);
  history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
});
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  field.value = asked;
  search(asked);
}

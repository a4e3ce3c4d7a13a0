// Finds sections by their words. The list of them is loaded as a script, so that it works from
// a disk as well. What is found is text, never HTML.
"use strict";
const box = document.getElementById("search");
const [input, list] = [box.querySelector("input"), box.querySelector("ol")];
const bare = sections.map(section => (section.title + "\n" + section.text).toLowerCase());

function score(number, words) {
  if (!words.every(word => bare[number].includes(word))) return 0;
  const title = sections[number].title.toLowerCase();
  return 1 + words.filter(word => title.includes(word)).length * 10;
}

function find(words) {
  return sections.map((section, number) => [score(number, words), section])
    .filter(([points]) => points > 0).sort(([left], [right]) => right - left).slice(0, 12);
}

function excerpt(text, word) {
  const at = Math.max(0, text.toLowerCase().indexOf(word) - 40);
  const words = text.slice(at, at + 130).replace(/\s+\S*$/, "");
  return at > 0 ? "… " + words.replace(/^\S*\s+/, "") : words;
}

function line(section, words) {
  const item = document.createElement("li");
  const link = item.appendChild(document.createElement("a"));
  link.href = base + section.url;
  link.textContent = section.title;
  item.append(" " + section.page, document.createElement("br"), excerpt(section.text, words[0]));
  return item;
}

input.addEventListener("input", () => {
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  list.replaceChildren(...(words.length ? find(words).map(([, section]) => line(section, words)) : []));
});
document.addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== input) {
    input.focus();
    event.preventDefault();
  } else if (event.key === "Escape") {
    input.value = "";
    list.replaceChildren();
  }
});
box.hidden = false;

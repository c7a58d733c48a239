// Loads the page again once the site has been built again. Only `tp3 site serve` has this file.
// A page may load scripts from where it comes from and ask nothing else, so the news is a script.
(() => {
  const next = document.currentScript.src.replace("reload.js", "next.js");
  let asked = 0;

  const ask = () => {
    if (document.hidden) {
      document.addEventListener("visibilitychange", ask, { once: true });
      return;
    }
    const script = document.createElement("script");
    script.src = `${next}&asked=${(asked += 1)}`;
    script.onload = () => {
      script.remove();
      ask();
    };
    script.onerror = () => {
      script.remove();
      setTimeout(ask, 1000);
    };
    document.head.append(script);
  };

  addEventListener("load", ask);
})();

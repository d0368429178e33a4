/** The page's look: one column, system fonts, colours from variables that follow the reader's light or dark setting. */
export const pageStyle = `
:root{--bg:#f6f7f9;--card:#fff;--ink:#1b2030;--muted:#5b6478;--line:#dfe3ea;--accent:#4453d6;--orig:#8a94a8;--orig-soft:#e6e9f0;
--good:#13714a;--good-soft:#dff3e8;--fair:#935600;--fair-soft:#fcefd7;--bad:#b62a42;--bad-soft:#fbe1e5;--none:#5b6478;--none-soft:#e9ecf2}
@media (prefers-color-scheme:dark){:root{--bg:#12151c;--card:#1a1e28;--ink:#e8ebf2;--muted:#9aa4b8;--line:#2c3341;--accent:#8f9bff;--orig:#7b869c;
--orig-soft:#2a3040;--good:#4cc38a;--good-soft:#16362a;--fair:#e5a743;--fair-soft:#3a2c12;--bad:#f2758a;--bad-soft:#41202a;--none:#8e98ad;--none-soft:#272d3a}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
header,main{max-width:1180px;margin:0 auto;padding:0 24px}
header{padding-top:36px}
main{padding-bottom:64px}
.kicker{margin:0;color:var(--muted);font-size:13px;letter-spacing:.02em}
h1{margin:2px 0 14px;font-size:30px;line-height:1.2;overflow-wrap:anywhere;letter-spacing:-.01em}
h2{margin:0 0 14px;font-size:21px;letter-spacing:-.01em}
h2 code{font-size:14px;color:var(--muted);font-weight:400}
h3{margin:0 0 4px;font-size:14px}
code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
.digest{overflow-wrap:anywhere;color:var(--muted)}
a{color:var(--accent)}
.facts{display:flex;flex-wrap:wrap;gap:10px 32px;margin:0 0 20px}
.facts dt{color:var(--muted);font-size:12.5px}.facts dd{margin:0;font-weight:550}
.facts .digest{font-weight:400}
nav ul{display:flex;flex-wrap:wrap;gap:8px;list-style:none;margin:0 0 20px;padding:0}
nav a{display:block;padding:4px 14px;border-radius:999px;background:var(--card);border:1px solid var(--line);text-decoration:none;font-weight:550}
nav a.bad{color:var(--bad);border-color:var(--bad)}
section{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:24px;margin:0 0 22px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,224px),1fr));gap:12px;list-style:none;margin:0 0 22px;padding:0}
.tiles li{border:1px solid var(--line);border-radius:10px;padding:12px 14px;display:flex;flex-direction:column;border-left:4px solid var(--good)}
.tiles li.fair{border-left-color:var(--fair)}
.tiles .label{color:var(--muted);font-size:12.5px}
.tiles strong{font-size:25px;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums;letter-spacing:-.02em}
.tiles .target{font-size:12px;color:var(--muted)}
.tiles .good .target{color:var(--good)}.tiles .fair .target{color:var(--fair)}
.badge{display:inline-block;padding:1px 9px;border-radius:999px;font-size:12px;font-weight:600;white-space:nowrap;vertical-align:middle;
background:var(--none-soft);color:var(--none)}
.badge.good{background:var(--good-soft);color:var(--good)}.badge.fair{background:var(--fair-soft);color:var(--fair)}.badge.bad{background:var(--bad-soft);color:var(--bad)}
.failure{background:var(--bad-soft);border-radius:10px;padding:14px 16px;margin:0 0 18px}.failure strong{color:var(--bad)}
.notes{background:var(--fair-soft);border:0;border-radius:10px;padding:14px 18px;margin:0 0 18px}.notes ul{margin:0;padding-left:20px}
.sheet{display:block;max-width:100%;border-radius:8px;background:#000}
.player{display:block;width:100%;max-height:420px;background:#000;border-radius:10px;margin:0 0 22px}
audio.player{background:none}
figure{margin:0 0 22px;min-width:0}
figcaption,caption{color:var(--muted);font-size:13px;text-align:left;margin:0 0 6px;padding:0}
caption{padding:0 0 6px;font-weight:600;color:var(--ink);font-size:15px}
.scroll{overflow-x:auto;border-radius:8px}
.scroll:focus-visible,a:focus-visible,button:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
figure .scroll{border:1px solid var(--line)}
svg{display:block}
svg text{font:11.5px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:var(--ink)}
.tick{stroke:var(--line);stroke-width:1}.tick-label,svg text.tick-label{fill:var(--muted);font-size:10.5px}.end{text-anchor:end}
.wave.original{fill:var(--orig)}.wave.dub{fill:var(--accent)}.wave{opacity:.75}
.box{cursor:pointer}.silent .box,.silent .bar{cursor:default}.box text{text-anchor:middle;pointer-events:none;font-size:12px}
.box.original rect{fill:var(--orig-soft);stroke:var(--orig)}
.box.dub rect{fill:var(--none-soft);stroke:var(--none)}.box.good rect{fill:var(--good-soft);stroke:var(--good)}
.box.fair rect{fill:var(--fair-soft);stroke:var(--fair)}.box.bad rect{fill:var(--bad-soft);stroke:var(--bad)}
.box:hover rect,.bar:hover rect{stroke-width:2.5;filter:brightness(1.06)}
.link{fill:var(--orig);opacity:.16}
.playhead{stroke:var(--accent);stroke-width:2;opacity:0}.playing .playhead{opacity:1}
.legend{display:flex;flex-wrap:wrap;gap:2px 16px}.legend .hint{margin-left:auto}.silent .hint{display:none}
.key{display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:6px;vertical-align:-1px;background:var(--none)}
.key.original{background:var(--orig)}.key.good{background:var(--good)}.key.fair{background:var(--fair)}.key.bad{background:var(--bad)}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,480px),1fr));gap:0 22px}
.bar{cursor:pointer}.bar rect{fill:var(--none)}.bar.good rect{fill:var(--good)}.bar.fair rect{fill:var(--fair)}.bar.bad rect{fill:var(--bad)}
.mark.band{fill:var(--good);opacity:.13}.mark.limit{fill:var(--bad);opacity:.75}.mark.target{fill:var(--muted);opacity:.5}
.curve{fill:none;stroke:var(--accent);stroke-width:1.8;stroke-linejoin:round}
table{border-collapse:collapse;width:100%;margin:0 0 18px;font-size:14px}
th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid var(--line)}
thead th{font-size:12px;color:var(--muted);font-weight:600;white-space:nowrap}
.number{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.segments td:nth-child(3),.segments td:nth-child(4){min-width:190px;overflow-wrap:anywhere}
.segments tr.bad td:first-child{box-shadow:inset 3px 0 var(--bad)}.segments tr.fair td:first-child{box-shadow:inset 3px 0 var(--fair)}
.checks td{padding-top:4px;padding-bottom:4px}.checks tr.bad td:first-child{box-shadow:inset 3px 0 var(--bad)}.checks tr.fair td:first-child{box-shadow:inset 3px 0 var(--fair)}
.checks tbody td:first-child{padding-left:10px}.checks td small{display:inline}
.segments td.time{padding-left:10px}
td small{display:block;color:var(--muted);font-size:12px;overflow-wrap:anywhere}
td.heard{color:var(--muted);min-width:150px;overflow-wrap:anywhere}
.remarks{margin:4px 0 0;padding-left:16px;color:var(--fair);font-size:12.5px}.bad .remarks{color:var(--bad)}
button{font:inherit;font-size:13px;font-variant-numeric:tabular-nums;color:var(--accent);background:none;border:1px solid var(--line);border-radius:7px;padding:1px 8px;cursor:pointer;white-space:nowrap}
button::before{content:"▶";font-size:9px;margin-right:5px;vertical-align:1px}
.silent button{border-color:transparent;cursor:default;color:inherit;padding:1px 0}.silent button::before{content:none}
summary{cursor:pointer;color:var(--accent);padding:4px 0 10px}
.stages{width:auto;min-width:min(100%,640px)}.stages th{font-weight:500}.stages td.meter{width:60%;vertical-align:middle}.meter rect{fill:var(--accent)}
.units td div{white-space:nowrap}.units tr:target{background:var(--fair-soft)}
.reading dt{font-weight:600}.reading dd{margin:0 0 8px;color:var(--muted)}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
caption.sr{display:block}
@media (max-width:640px){header,main{padding-left:14px;padding-right:14px}section{padding:16px}.tiles{grid-template-columns:1fr 1fr;gap:8px}.tiles li{padding:9px 10px}.tiles strong{font-size:20px}h1{font-size:24px}}
@media print{body{background:#fff}section{break-inside:avoid-page;border:0;padding:0}.player{display:none}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
`;

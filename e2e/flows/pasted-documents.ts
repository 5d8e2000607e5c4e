/** The clipboard of Word 365, shortened: its title, marks, hard spaces, lists as paragraphs, a table, a comment, a picture. */
export const FROM_WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; font-family:"Calibri",sans-serif;} @list l0 {mso-list-id:1;} --></style></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='mso-outline-level:1'><span style='font-size:24.0pt;color:#2F5496'>What you learn<o:p></o:p></span></h1>
<p class=MsoNormal><span lang=EN-GB style='font-family:"Arial";mso-fareast-language:EN-US'>“Smart”&nbsp;quotes &ndash; and <b style='mso-bidi-font-weight:normal'>bold</b>, <i>slanted</i>, <u>underlined</u> words<span class=MsoCommentReference><a class=msocomanchor href="#_msocom_1">[MM1]</a></span>.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span>Within first</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Second</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>Count</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>Count on</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Key<o:p></o:p></p></td><td><p class=MsoNormal><a href="https://redis.io/docs">Value</a></p></td></tr></table>
<p class=MsoNormal><!--[if gte vml 1]><v:shape><v:imagedata src="file:///C:/a.png"/></v:shape><![endif]--><img width=10 src="file:///C:/a.png" alt="A chart">After the picture</p>
<p class=MsoNormal><span style='display:none;mso-hide:all'>hidden</span></p>
<!--EndFragment--><div style='mso-element:comment-list'><div style='mso-element:comment' id="_com_1" class=msocomtxt><p class=MsoCommentText>Really?</p></div></div></body></html>`

/** What FROM_WORD says in a text. */
export const FROM_WORD_MARKDOWN = `## What you learn

“Smart” quotes – and **bold**, *slanted*, underlined words.

- First
  - Within first
- Second

1. Count
2. Count on

Key · [Value](https://redis.io/docs)

After the picture`

/** The clipboard of Google Docs: everything in a bold that is not, marks in styles, lists in lists without an item. */
export const FROM_GOOGLE_DOCS = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f0c"><h2 dir="ltr" style="line-height:1.38;margin-top:18pt;"><span style="font-size:16pt;font-family:Arial,sans-serif;font-weight:400;white-space:pre-wrap;">Before you start</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-weight:400;font-style:normal;white-space:pre;white-space:pre-wrap;">Plain, </span><span style="font-weight:700;">bold</span><span style="font-weight:400;"> and </span><span style="font-weight:400;font-style:italic;">slanted</span><span style="font-weight:400;">, and </span><a href="https://redis.io/" style="text-decoration:none;"><span style="color:#1155cc;font-weight:400;text-decoration:underline;">a link</span></a><span style="font-weight:400;">.</span></p><br /><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;font-weight:400;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">Outer</span></p></li><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:circle;" aria-level="2"><p dir="ltr" role="presentation"><span style="font-weight:400;">Inner</span></p></li></ul></ul></b><br class="Apple-interchange-newline">`

/** What FROM_GOOGLE_DOCS says in a text. */
export const FROM_GOOGLE_DOCS_MARKDOWN = `## Before you start

Plain, **bold** and *slanted*, and [a link](https://redis.io/).

- Outer
  - Inner`

/** Everything that would run, load or lead astray, in one paste. Each \`window.hurt\` would be seen. */
export const FROM_AN_ATTACKER = `<p onclick="window.hurt=1">Fine<script>window.hurt=2</script></p>
<img src=x onerror="window.hurt=3"><svg onload="window.hurt=4"><a href="javascript:window.hurt=5">svg</a></svg>
<iframe srcdoc="<script>parent.hurt=6</script>" src="javascript:parent.hurt=7">frame</iframe>
<style>body{display:none}</style><link rel=stylesheet href="https://evil.example/x.css"><base href="https://evil.example/">
<p><a href="javascript:window.hurt=8">script link</a> <a href=" java&#10;script:window.hurt=9">split link</a> <a href="data:text/html,<script>1</script>">data link</a> <a href="//evil.example">elsewhere</a> <a href="https://redis.io/ok" onclick="window.hurt=10" target=_blank>good link</a></p>
<img src="data:image/svg+xml,<svg onload=alert(1)>"><object data="data:text/html,x">object</object><embed src=x>
<form action="https://evil.example"><p>form words</p><input value=secret><button>press</button></form>
<math><mtext><img src onerror="window.hurt=11"></mtext></math><template><p>template</p></template>
<p data-pm-slice="1 1 [&quot;image&quot;,{&quot;src&quot;:&quot;x&quot;}]">slice</p><p style="background:url(javascript:window.hurt=12)">styled</p>
<noscript><p title="</noscript><img src=x onerror=window.hurt=13>">no script</p></noscript>`

/** The words and the one link that are left of FROM_AN_ATTACKER. */
export const FROM_AN_ATTACKER_MARKDOWN = `Fine

script link split link data link elsewhere [good link](https://redis.io/ok)

form words

slice

styled`

/** Two-letter to three-letter language codes (ISO 639-1 to 639-2/T), since containers store three letters. */
const THREE_LETTERS = new Map(
  `
  aa:aar ab:abk af:afr am:amh an:arg ar:ara as:asm av:ava ay:aym az:aze ba:bak be:bel bg:bul bm:bam bn:ben
  bo:bod br:bre bs:bos ca:cat ce:che co:cos cs:ces cv:chv cy:cym da:dan de:deu dz:dzo ee:ewe el:ell en:eng
  eo:epo es:spa et:est eu:eus fa:fas ff:ful fi:fin fj:fij fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gn:grn
  gu:guj ha:hau he:heb hi:hin hr:hrv ht:hat hu:hun hy:hye ia:ina id:ind ig:ibo is:isl it:ita iu:iku ja:jpn
  jv:jav ka:kat kk:kaz kl:kal km:khm kn:kan ko:kor ku:kur ky:kir la:lat lb:ltz lg:lug ln:lin lo:lao lt:lit
  lv:lav mg:mlg mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya nb:nob ne:nep nl:nld nn:nno no:nor
  ny:nya oc:oci om:orm or:ori os:oss pa:pan pl:pol ps:pus pt:por qu:que rm:roh ro:ron ru:rus rw:kin sa:san
  sc:srd sd:snd se:sme si:sin sk:slk sl:slv sm:smo sn:sna so:som sq:sqi sr:srp ss:ssw st:sot su:sun sv:swe
  sw:swa ta:tam te:tel tg:tgk th:tha ti:tir tk:tuk tn:tsn to:ton tr:tur ts:tso tt:tat ug:uig uk:ukr ur:urd
  uz:uzb vi:vie vo:vol wa:wln wo:wol xh:xho yi:yid yo:yor zh:zho zu:zul
  `
    .trim()
    .split(/\s+/)
    .map((pair): [string, string] => [pair.slice(0, 2), pair.slice(3)]),
);

/** The three-letter code a container stores for a BCP-47 tag; `und` for a language without one here. */
export function iso639Code(language: string): string {
  const [primary = ''] = language.toLowerCase().split('-');
  return primary.length === 3 ? primary : (THREE_LETTERS.get(primary) ?? 'und');
}

/** Small words that decide where a language may be broken. All lower case. */
export interface FunctionWords {
  /** Articles, prepositions, possessives, auxiliaries, titles: never parted from the word after them. */
  readonly bindNext: ReadonlySet<string>;
  /** Postpositions, enclitics, auxiliaries behind the verb: never parted from the word before them. */
  readonly bindPrevious: ReadonlySet<string>;
  /** Conjunctions and relatives: a good place to break is before them. */
  readonly breakBefore: ReadonlySet<string>;
  /** Prepositions: a fair place to break is before them. */
  readonly prepositions: ReadonlySet<string>;
}

/** One language's words, each list separated by spaces: determiners and auxiliaries, prepositions, conjunctions, enclitics. */
type Lists = readonly [bind: string, prepositions: string, conjunctions: string, enclitics?: string];

const lists: Readonly<Record<string, Lists>> = {
  en: [
    "a an the my your his her its our their this that these those no every each some any i you he she it we they i'm you're he's she's it's we're they're i've i'll i'd who's am is are was were be been being have has had do does did will would shall should can could may might must not don't doesn't didn't won't can't couldn't wouldn't shouldn't to very too so mr. mrs. ms. dr. st. mr mrs ms dr captain professor",
    'of in on at by for from with without about into onto over under between through during against after before behind near since until toward towards upon within as like',
    'and but or nor so yet because although though while when where if unless than whether which who whom whose that',
  ],
  es: [
    'el la los las un una unos unas lo al del mi tu su mis tus sus nuestro nuestra nuestros nuestras este esta estos estas ese esa esos esas aquel aquella me te se le les nos os no ya muy más tan he has ha hemos han había habían soy eres es somos son era estoy está están voy va van puedo puede pueden quiero debe sr. sra. dr. dra. don doña',
    'de a en con sin por para sobre entre hasta desde hacia contra según tras ante bajo durante',
    'y e o u pero sino ni que porque aunque cuando donde como si mientras pues quien cuyo',
  ],
  fr: [
    "le la les l' un une des du au aux mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces je tu il elle on nous vous ils elles me te se ne pas y en très plus ai as a avons avez ont suis es est sommes êtes sont était c'est n'est va vont peut m. mme mlle dr",
    "de d' à dans en sur sous avec sans pour par chez vers entre contre depuis pendant avant après",
    'et ou mais donc or ni car que qui quand lorsque si comme parce puisque où dont',
  ],
  de: [
    'der die das den dem des ein eine einen einem einer eines kein keine keinen mein meine dein deine sein seine ihr ihre unser unsere euer eure dieser diese dieses ich du er sie es wir nicht sehr zu zum zur im am vom beim bin bist ist sind seid war waren habe hast hat haben wird werden kann muss soll will darf mag herr frau dr.',
    'in an auf mit ohne für von aus bei nach über unter zwischen durch gegen um vor hinter seit bis während wegen',
    'und oder aber denn sondern dass weil wenn als ob obwohl während damit bevor nachdem wo wie der',
  ],
  it: [
    "il lo la i gli le l' un uno una un' del dello della dei degli delle al allo alla ai agli alle dal dalla nel nella nei nelle sul sulla mio mia tuo tua suo sua questo questa quel quella mi ti si ci vi non più molto ho hai ha abbiamo hanno sono sei è siamo era sto sta può devo sig. dott.",
    'di a da in con su per tra fra senza sopra sotto verso contro durante',
    'e ed o ma però né che perché quando dove come se mentre anche cui chi',
  ],
  pt: [
    'o a os as um uma uns umas do da dos das no na nos nas ao à aos às pelo pela meu minha seu sua nosso nossa este esta esse essa aquele aquela me te se lhe não já muito mais sou és é somos são era estou está estão tenho tem vou vai vão pode deve sr. sra. dr. dra.',
    'de em com sem por para sobre entre até desde contra sob após durante',
    'e ou mas nem que porque embora quando onde como se enquanto pois quem cujo',
  ],
  ca: [
    "el la els les l' un una uns unes lo del dels al als pel pels en na mon ma ton ta son sa meu meva teu teva seu seva aquest aquesta aquell aquella em et es ens us no molt més he has ha hem han sóc soc és som són era estic està va vaig vam van puc pot",
    'de d’ a amb sense per sobre entre fins des cap contra sota durant',
    'i o però ni que perquè quan on com si mentre doncs qui',
  ],
  nl: [
    "de het een 't mijn jouw je uw zijn haar ons onze hun dit dat deze die geen ik jij hij zij ze we wij er niet te heel zeer ben bent is was waren heb hebt heeft hebben zal zou kan moet mag wil wordt worden meneer mevrouw",
    'in op aan met zonder voor van uit bij naar over onder tussen door tegen om sinds tot tijdens',
    'en of maar want dus dat omdat als toen wanneer terwijl hoewel waar die',
  ],
  sv: [
    'en ett den det de min mitt mina din ditt dina sin sitt sina vår vårt er ert denna detta jag du han hon vi ni inte mycket att är var har hade ska skulle kan måste får vill blir herr fru',
    'i på med utan för av från till om under över mellan genom mot efter före sedan hos vid',
    'och eller men utan för att som när där om eftersom medan fast så än',
  ],
  da: [
    'en et den det de min mit mine din dit dine sin sit sine vores jeres denne dette jeg du han hun vi ikke meget at er var har havde skal skulle kan må får vil bliver hr. fru',
    'i på med uden for af fra til om under over mellem gennem mod efter før siden hos ved',
    'og eller men at som når hvor hvis fordi mens skønt så end der',
  ],
  nb: [
    'en ei et den det de min mitt mine din ditt dine sin sitt sine vår vårt deres denne dette jeg du han hun vi ikke veldig å er var har hadde skal skulle kan må får vil blir herr fru',
    'i på med uten for av fra til om under over mellom gjennom mot etter før siden hos ved',
    'og eller men at som når der hvis fordi mens selv så enn',
  ],
  pl: [
    'mój moja moje twój twoja twoje jego jej nasz nasza ten ta to ci te nie się jest są był była było będzie pan pani',
    'w we z ze na do od po za przed przy nad pod między przez bez dla o u ku',
    'i a oraz lub albo ale lecz że żeby bo ponieważ gdy kiedy jeśli gdzie który która które jak niż',
  ],
  cs: [
    'můj moje tvůj tvoje jeho její náš naše ten ta to ti ty ne se si je jsou byl byla bylo bude jsem jsi jsme pan paní',
    'v ve z ze na do od po za před při nad pod mezi přes bez pro o u k ke s se',
    'a i nebo ale že aby protože když jestli kde který která které jak než',
  ],
  sk: [
    'môj moja tvoj tvoja jeho jej náš ten tá to nie sa si je sú bol bola bolo bude som pán pani',
    'v vo z zo na do od po za pred pri nad pod medzi cez bez pre o u k ku s so',
    'a i alebo ale že aby pretože keď ak kde ktorý ktorá ako než',
  ],
  ro: [
    'un o niște meu mea tău ta său sa nostru acest această acel acea mă te se ne vă nu mai foarte sunt ești este e suntem era am ai are avem au voi va vor pot poate să al a ai ale domnul doamna',
    'de la în din cu fără pe pentru spre sub între prin până după despre',
    'și sau dar iar însă că ca dacă când unde cum deoarece care',
  ],
  ru: [
    'мой моя моё твой твоя его её их наш ваша этот эта это эти тот та не ни очень был была было были будет есть',
    'в во на с со к ко из от до по за над под при для без о об у через между перед после',
    'и а но или что чтобы если когда где как который которая которое потому хотя чем',
  ],
  uk: [
    'мій моя моє твій твоя його її їх наш цей ця це ці той та не ні дуже був була було були буде є',
    'в у на з із зі до від по за над під при для без про через між перед після',
    'і й та а але або що щоб якщо коли де як який яка яке бо хоча ніж',
  ],
  el: [
    'ο η το οι τα του της των τον την τους τις ένας μια ένα μου σου αυτός αυτή αυτό δεν μην θα να πολύ είμαι είσαι είναι ήταν έχω έχει έχουν κύριος κυρία',
    'σε στο στη στην στα από με χωρίς για προς μέχρι πριν μετά κατά',
    'και κι ή αλλά όμως ότι πως αν όταν όπου όπως γιατί επειδή που',
  ],
  id: [
    'seorang sebuah para si sang tidak bukan sangat akan sudah telah sedang bisa dapat harus pak bu tuan',
    'di ke dari dengan tanpa untuk pada oleh tentang sampai sejak antara',
    'dan atau tetapi tapi karena bahwa yang jika kalau ketika saat sambil agar',
  ],
  tr: [
    'bir bu şu o her hiç çok en daha değil',
    '',
    've veya ama fakat çünkü ki eğer ya',
    'için ile gibi kadar göre sonra önce mi mı mu mü da de ise',
  ],
  hu: [
    'a az egy ez nem is volt van lesz',
    '',
    'és vagy de hogy mert ha amikor ahol aki ami mint',
    'is után előtt alatt felett mellett között nélkül miatt',
  ],
  fi: [
    'ei en et emme on oli olen olet ovat',
    '',
    'ja tai mutta että koska jos kun kuin joka mikä',
    'kanssa jälkeen ennen ilman kautta takia',
  ],
  ar: [
    'هذا هذه ذلك تلك لا لم لن قد ما كان كانت هو هي سوف ليس',
    'في من على إلى عن مع بين حتى منذ عند بعد قبل',
    'و أو لكن أن إن لأن عندما إذا حيث الذي التي ثم',
  ],
  he: ['את זה זאת לא אין יש של היה הייתה כל', 'על עם בלי אל מן בין עד אצל לפני אחרי', 'ו או אבל כי אם כאשר איפה אשר ש'],
  fa: [
    'این آن هر یک نه می نمی خیلی',
    'در از به با بدون برای تا بر بین',
    'و یا اما ولی که چون اگر وقتی',
    'را است بود شد هست',
  ],
  ur: [
    'یہ وہ ایک نہ نہیں بہت',
    '',
    'اور یا لیکن مگر کہ کیونکہ اگر جب جو',
    'کا کے کی کو میں سے پر نے ہے ہیں تھا تھے تھی گا گی گے',
  ],
  hi: [
    'यह वह ये वे एक न नहीं बहुत',
    '',
    'और या लेकिन मगर परंतु कि क्योंकि अगर यदि जब जो तो',
    'का के की को में से पर ने है हैं हूँ था थे थी गा गी गे ही भी तक',
  ],
  mr: [
    'हा ही हे तो ती ते एक न नाही खूप',
    '',
    'आणि किंवा पण परंतु की कारण जर जेव्हा जो',
    'चा ची चे ला ने मध्ये वर आहे आहेत होता होती होते',
  ],
  ne: ['यो त्यो एक धेरै', '', 'र वा तर कि किनभने यदि जब जुन', 'को का की लाई ले मा बाट छ छन् थियो हो'],
  bn: ['এই সেই এক না খুব', '', 'এবং ও বা কিন্তু যে কারণ যদি যখন', 'না নি থেকে জন্য সঙ্গে দিয়ে ছিল আছে'],
  vi: [
    'một các những cái con không rất đã đang sẽ có thể phải ông bà anh chị',
    'ở trong trên dưới với cho từ đến về của',
    'và hoặc nhưng vì nên nếu khi mà rằng thì',
  ],
  sw: ['huyu hii hiyo si ni', 'wa ya za la cha kwa katika na', 'na au lakini kwamba kwa ikiwa wakati'],
};

const toSet = (words: string): ReadonlySet<string> => new Set(words.split(' ').filter((word) => word !== ''));

const build = ([bind, prepositions, conjunctions, enclitics = '']: Lists): FunctionWords => ({
  bindNext: new Set([...toSet(bind), ...toSet(prepositions)]),
  bindPrevious: toSet(enclitics),
  breakBefore: toSet(conjunctions),
  prepositions: toSet(prepositions),
});

const none: FunctionWords = build(['', '', '']);
const shared: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb', gl: 'pt', ms: 'id', bs: 'hr', fil: 'tl' };
const built = new Map<string, FunctionWords>();

/** The function words of a language; empty sets where they are not known. */
export function functionWordsOf(language: string): FunctionWords {
  const primary = language.split('-')[0] ?? language;
  const key = shared[primary] ?? primary;
  const known = built.get(key);
  if (known !== undefined) return known;
  const found = lists[key];
  const words = found === undefined ? none : build(found);
  built.set(key, words);
  return words;
}

import type { Task } from '@weir/catalog/quality/task';

/**
 * Words that tell tasks apart, in lower case. Those of the first row of a field hardly mean anything else and count
 * twice.
 */
type Words = { readonly sure: string; readonly likely: string };

/** Fields of knowledge: what the prompt is about. */
export const fieldWords: Readonly<Partial<Record<Task, Words>>> = {
  code: {
    sure: `python javascript typescript java golang rust kotlin php sql sqlite postgres postgresql mysql mongodb html css
      regex regexp stacktrace traceback refactor async await npm pip docker dockerfile kubernetes git github eslint webpack
      react vue angular django flask numpy pandas pytorch tensorflow nullpointerexception segfault bash powershell haskell
      compiler malloc enum struct boolean int const def elif println printf stdin stdout`,
    likely: `code function script program programming bug debug compile algorithm array loop variable class method api
      endpoint json query database schema unit tests recursion binary linked list tree exception runtime syntax library
      framework server client request thread pointer string integer return import branch commit deploy software computer
      operating memory cache processor bits byte encryption firewall malware hash protocol packet`,
  },
  math: {
    sure: `polynomial polynomials integral derivative eigenvalue eigenvalues matrix theorem isomorphic homomorphism
      homomorphic subgroup abelian modulo quadratic logarithm trigonometry cosine sine hypotenuse equilateral perpendicular
      integers divisible divisor factorial permutation permutations combinatorics probability binomial variance
      equation equations inequality algebra geometry calculus arithmetic denominator numerator congruent`,
    likely: `solve compute evaluate calculate simplify factor prove proof sum product remainder square root triangle circle
      radius area perimeter volume angle degrees ratio fraction percent average mean median deviation regression sample
      hypothesis random dice coin vector function graph slope intercept prime digit digits positive negative infinite finite
      group ring field set subset propositional logical fallacy premises valid argument symbolization truth table mph`,
  },
  science: {
    sure: `photosynthesis mitochondria chromosome chromosomes allele genotype phenotype enzyme molecule molecules electron
      electrons proton neutron isotope isotopes covalent ionic oxidation molar stoichiometry thermodynamics entropy
      velocity acceleration momentum newton newtons joules wavelength photon quantum magnetic voltage capacitor resistor
      transistor circuit galaxy planet planets orbit asteroid telescope tectonic sedimentary ecosystem species evolution
      evolutionary organism organisms bacteria eukaryotic prokaryotic fossil fossils`,
    likely: `energy force mass gravity light sound wave waves heat temperature pressure gas liquid solid atom atoms acid base
      reaction reactions chemical chemistry physics biology cell cells dna rna protein proteins gene genes plant plants
      animal animals water earth sun moon star stars atmosphere ocean rock rocks soil climate experiment scientist
      scientists current charge frequency density motion friction kinetic potential motor speed`,
  },
  medicine: {
    sure: `patient patients diagnosis symptoms syndrome chronic acute dosage mg therapy surgery surgical clinical tumor cancer
      diabetes hypertension infection antibiotic antibiotics vaccine virus viral hiv hepatitis artery vein ventricular
      cardiac pulmonary renal hepatic nerve muscle bone ligament fracture lesion biopsy prognosis physician nurse nursing
      anatomy dementia alzheimer insulin vitamin vitamins serum anemia epilepsy`,
    likely: `disease diseases treatment treated medical medication drug drugs health healthy hospital doctor blood pain fever
      pressure heart liver kidney lung brain skin hormone immune examination pregnancy birth diet dietary nutrition
      obesity calories cholesterol aging elderly mortality risk exercise muscles tissue bladder sexual contraceptive`,
  },
  law: {
    sure: `plaintiff defendant defendants court courts statute statutory contract contracts liability tort negligence
      jurisdiction constitutional constitution amendment plaintiffs attorney lawyer appellate felony homicide burglary
      larceny hearsay admissible indictment prosecution prosecutor easement mortgage deed lease landlord tenant treaty
      treaties jurisprudence legislature gdpr clause breach damages injunction`,
    likely: `law laws legal judge jury trial crime criminal murder arrested convicted evidence testimony witness sued sues
      suit claim rights agreement party parties compliance regulation regulations property owner seller buyer sovereign
      sovereignty state police officer guilty`,
  },
  business: {
    sure: `revenue profit shareholders shareholder stakeholders gdp inflation monetary fiscal elasticity oligopoly monopoly
      monopolist depreciation amortization audit auditor auditors accounting accountant balance bookkeeping taxable
      invoice marketing advertising consumers brand branding segmentation econometrics econometric heteroscedasticity
      procurement kpi roi b2b saas startup macroeconomics microeconomics`,
    likely: `market price prices cost costs demand supply tax taxes income sales customer customers company companies firm
      firms product products investment interest bank banks bond bonds stock stocks budget management manager managers
      employees organization organizational strategy pricing economy economic economics unemployment labor wage wages
      capital trade tariff exports imports currency cash asset assets liabilities corporation business ethics pr`,
  },
  humanities: {
    sure: `philosophy philosopher philosophers moral morally kant aristotle plato socrates utilitarianism epistemology
      buddhism hinduism islam christianity judaism quran bible dynasty empire colonial colonialism revolution medieval
      renaissance enlightenment feudal monarchy archaeological archaeology prehistoric neolithic paleolithic psychology
      psychologist psychologists freud piaget cognitive sociology sociologist sociologists congress senate presidential
      democracy democratic electoral communism marxist`,
    likely: `history historical century war wars king queen president government political politics policy religion religious
      church culture cultural society social ethnic gender identity theory theories behavior personality anxiety
      conditioning reinforcement perception memory adolescents children passage author excerpt nation nations treaty
      election voters vote parties foreign security military population migration urban country countries city art
      literature poet wrong scenario scenarios character`,
  },
};

/** Kinds of work: what is to be done with the text, said near the beginning or the end. */
export const workWords: Readonly<Partial<Record<Task, Words>>> = {
  extraction: {
    sure: 'extract classify categorize categorise label tag entities sentiment',
    likely: 'fields field identify json csv columns category categories keywords parse list names',
  },
  summarising: {
    sure: 'summarize summarise summary summarization tldr abstract condense recap',
    likely: 'bullet points key takeaways shorten main minutes brief overview',
  },
  translation: {
    sure: 'translate translation translated übersetze traduire traduis traduce traducir traduci 翻译 翻訳 переведи',
    likely:
      'english french german spanish italian portuguese chinese japanese korean russian arabic hindi dutch polish turkish',
  },
  writing: {
    sure: 'poem essay haiku limerick blog story novel screenplay slogan tagline lyrics sonnet rewrite rephrase paraphrase proofread',
    likely:
      'write draft email letter article paragraph tone creative compose caption headline speech post cover polite edit',
  },
};

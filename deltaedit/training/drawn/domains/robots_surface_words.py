"""How people speak of a robot's surface: what it is patterned with, and how clean and worn it is."""

from __future__ import annotations

#: attribute -> values (separated by |) -> form -> wordings (separated by |).
SURFACE_WORDS: dict[str, dict[str, dict[str, str]]] = {
    "texture": {
        "none|grunge02": {
            "with": "no pattern|a plain body|a smooth surface|a plain surface|a clean surface|a smooth body|no texture"
            "|a clean face|a plain face|no markings|a uniform surface|a solid colour|a spotless surface|a clean body"
            "|a solid color|one solid colour|a single colour|a single color|just one colour|only one colour"
            "|one colour all over|a uniform colour|an even colour|an even surface|a smooth face|a smooth shell"
            "|a smooth finish|a smooth skin|a flat colour|a flat surface|a flawless surface|a perfect surface"
            "|a polished surface|a polished body|a polished face|a shiny surface|a shiny body|a shiny finish"
            "|a glossy surface|a glossy finish|a glossy body|a gleaming surface|a new look|a fresh look"
            "|a fresh coat of paint|a new coat of paint|new paint|fresh paint|a clean finish|a clean look"
            "|a clean shell|a clean coat|clean metal|smooth metal|plain metal|polished metal|shiny metal"
            "|an unmarked surface|an unmarked body|an unpatterned body|an untextured body|a bare surface|a bare body"
            "|a simple surface|a simple body|a plain shell|a plain skin|no design|no decoration|no decorations"
            "|no patterns|no print|no paintwork|no motif|no drawings on it|no marks|no markings on its face"
            "|nothing on its surface|nothing painted on it|no special pattern|no scratches and no dirt"
            "|a clean plain face|a spotless body|a spotless face|a spotless shell|a pristine surface|a washed face"
            "|a freshly washed face|a body without a pattern|a face without marks|a blank surface|a monochrome body"
            "|a plain colour|a plain color|skin without blemish",
            "before": "plain|clean|smooth|spotless|shiny|polished|brand new|new|unpatterned|brand-new|gleaming|glossy"
            "|immaculate|pristine|flawless|unmarked|unblemished|untouched|unused|unworn|factory new|shop new"
            "|freshly painted|newly painted|freshly washed|newly washed|washed|well kept|well maintained|well-kept"
            "|cleaned|cleaned up|squeaky clean|tidy|neat|hygienic|scrubbed|sparkling clean|plain coloured"
            "|plain colored|single coloured|single colored|one coloured|one colored|solid coloured|solid colored"
            "|uni coloured|monochrome|unicoloured|smooth skinned|smooth surfaced|untextured|patternless|featureless"
            "|unscratched|undamaged|lustrous|burnished|waxed|buffed|unstained|flat coloured|showroom new|well groomed",
            "is": "without a pattern|without any pattern|without markings|freshly cleaned|without a texture"
            "|without texture|without any texture|without any markings|without marks|without patterns"
            "|without decoration|without a design|that has no pattern|that has no texture|that has no markings"
            "|that is plain|that is clean|that is smooth|that is brand new|that is new|that is spotless|that is shiny"
            "|that looks new|that looks clean|that looks brand new|looking brand new|looking new|looking clean"
            "|looking spotless|fresh from the factory|fresh out of the factory|straight from the factory"
            "|straight out of the box|fresh out of the box|just unpacked|just unboxed|just washed|just cleaned"
            "|that was just washed|that has just been washed|that has just been cleaned|that took a bath"
            "|that has had a bath|that had a shower|who took a shower|that came from the car wash"
            "|that has been polished|polished to a shine|polished until it shines|as good as new|like new"
            "|as clean as a whistle|clean as a whistle|clean and shiny|in one colour|in one color|all in one colour"
            "|of one colour|in a single colour|whose body is plain|whose body is clean|whose body is smooth"
            "|whose surface is smooth|whose surface is plain|whose surface is clean|whose face is clean"
            "|whose face is plain|whose paint is new|whose paint is fresh|in mint condition|in perfect condition"
            "|in top condition|in pristine condition|that is well looked after|kept clean|wiped clean|scrubbed clean"
            "|washed and polished|without blemish|without a scratch|spick and span|spic and span",
        },
        "camo01|camo02": {
            "with": "camouflage|a camouflage pattern|camo|an army pattern|a military pattern|a camo pattern"
            "|camouflage paint|military paint|army camouflage|camouflage patches|a camouflaged body"
            "|military camouflage|a camo print|a camo design|a camo skin|a camo paint job|a camo finish|a camo look"
            "|a camo coat|a camo body|a camo face|camo paint|camo patches|camo markings|a camouflage print"
            "|a camouflage design|a camouflage finish|a camouflage skin|a camouflage look|a camouflage paint job"
            "|a camouflage coat|a camouflage texture|a camouflaged face|a camouflaged surface|a camouflage uniform"
            "|a camo uniform|an army look|an army style|an army print|army markings|army paint|army colours"
            "|army colors|army camo|a military look|a military style|a military design|a military print"
            "|a military uniform|a military paint job|military markings|military colours|military camo|a soldier look"
            "|a soldier's uniform|a soldier's pattern|an army uniform|a combat pattern|combat paint|combat colours"
            "|a hunting pattern|hunter camouflage|a jungle pattern|jungle camouflage|jungle camo|a woodland pattern"
            "|forest camouflage|a blotchy pattern|blotches|a blotched pattern|big blotches|irregular blotches"
            "|irregular patches|a patchy pattern|patches|patches all over|a patchy skin|a patchy body"
            "|a pattern like camouflage|a pattern like a soldier|a pattern like a tank|a tank pattern|tank paint"
            "|a pattern of patches|a pattern of blotches|a cow pattern|cow spots|a giraffe pattern|a cow print"
            "|a map like pattern|a world map pattern|a lava lamp pattern|camoflage|camoflauge|camouflauge"
            "|a camoflage pattern|a kamo pattern|a wavy patchy pattern|a paintball look|dark and light patches"
            "|large patches of colour|a pattern to hide in the woods|a pattern for hiding",
            "before": "camouflaged|military|army|camo|soldier|camouflage|camo patterned|camouflage patterned"
            "|camo painted|camo coloured|camo colored|camouflage painted|military style|military looking"
            "|military-style|army style|army-style|army looking|soldier like|soldier-like|combat|war|battle|warrior"
            "|blotchy|blotched|patchy|patched|mottled|camoed|camo'd|camoflaged|camoflauged|camoflage|tactical"
            "|special forces|commando|stealth|stealthy|guerrilla|infantry|trooper|jungle|woodland|hunting|militaristic"
            "|armed forces|paratrooper|drab patterned|cow patterned|giraffe patterned|piebald|dappled|enlisted",
            "in": "camouflage|camo|army colours|military camouflage|army camouflage|army camo|camo paint"
            "|camouflage paint|military colours|a military uniform|an army uniform|uniform|a soldier's uniform"
            "|combat gear|army colors|battle dress|army fatigues|fatigues|camo gear|military style|jungle camouflage"
            "|hunting gear",
            "wearing": "camouflage|camo|military camouflage|a uniform|a military uniform|an army uniform"
            "|a camouflage suit|a camo suit|army camo|army clothes|camo clothes|camouflage clothes|combat gear"
            "|camouflage paint|war paint|fatigues|camo paint|a camo jacket",
            "is": "painted in camouflage|covered in camouflage|painted in camo|covered in camo|painted like a tank"
            "|painted like a soldier|painted in army colours|painted with camouflage|covered in patches"
            "|covered with blotches|covered in blotches|that is camouflaged|that wears camouflage|that wears camo"
            "|that wears a uniform|who wears camo|who wears camouflage|that has camouflage"
            "|that has a camouflage pattern|that is in the army|who is in the army|that joined the army"
            "|who joined the army|serving in the army|drafted into the army|who is a soldier|that is a soldier"
            "|ready for war|ready for battle|ready for combat|going to war|that goes to war|at war|on a mission"
            "|on a secret mission|on a hunting trip|that goes hunting|hiding in the jungle|hiding in the bushes"
            "|hiding in the woods|that hides in the jungle|that hides in the bushes|that blends in"
            "|blending in with the forest|that wants to hide|hard to see in the forest|like a soldier"
            "|that looks like a soldier|looking like a soldier|dressed as a soldier|dressed like a soldier"
            "|dressed in camouflage|dressed in camo|that looks like a tank|like a tank|like a cow"
            "|with patches all over|whose body is camouflaged|whose skin is camouflage|whose paint is camouflage"
            "|disguised in camouflage|that works for the military|built for the military|ready for paintball"
            "|playing paintball",
        },
        "camo01": {
            "with": "a dark camouflage|high contrast camouflage|coarse camouflage|dark camo"
            "|a camouflage with dark patches|bold camouflage",
            "is": "whose camouflage is dark",
        },
        "camo02": {
            "with": "a pale camouflage|low contrast camouflage|soft camouflage|fine camouflage|light camo"
            "|a faint camouflage",
            "is": "whose camouflage is faint",
        },
        "dots": {
            "with": "dots|a dotted pattern|small dots|polka dots|a dot pattern|dotted corners|a pattern of dots"
            "|dark dots|many small dots|dots on its face|dots on the body|a dotted body|dots in the corners"
            "|dots in two corners|polka dot corners|a polka dot pattern|a polka-dot pattern|a polkadot pattern"
            "|polka-dots|polkadots|polka dot paint|a polka dot design|a polka dot print|a dot print|a dotted print"
            "|a dotted face|a dotted surface|a dotted skin|a dotted design|a dotted texture|a dotty pattern"
            "|dotty paint|lots of dots|lots of little dots|many dots|a lot of dots|little dots|tiny dots|fine dots"
            "|round dots|rows of dots|rows of little dots|a grid of dots|dots in a grid|a dot grid|regular dots"
            "|dots in rows|a halftone pattern|halftone dots|a halftone|comic dots|comic book dots|a comic book pattern"
            "|a pop art pattern|pop art dots|lichtenstein dots|a raster of dots|raster dots|a raster pattern"
            "|a screen tone pattern|benday dots|printed dots|a perforated pattern|perforations|a perforated surface"
            "|a perforated body|a perforated plate|a perforated face|little holes|small holes|tiny holes"
            "|many little holes|holes in rows|a grid of holes|pinholes|a pegboard pattern|a pattern of holes"
            "|a pattern of circles|small circles on its body|a pattern of points|points on its face|small points"
            "|dots painted on|dots all over the corners|a braille like pattern|circles on the corners"
            "|a ladybug pattern|dalmatian dots|ladybird dots|doted pattern|dots on its skin|dots on its cheeks"
            "|dots on its forehead|a sprinkle pattern|patches of dots|clusters of dots|areas of dots|lego studs"
            "|studs all over|mosquito bites|chickenpox|measles|a rash|pimples|acne",
            "before": "dotted|polka dotted|polka-dotted|polka dot|polka-dot|polkadot|dotty|halftone|perforated|pop art"
            "|dot patterned|doted|pimply|pimpled|dot covered|dot printed|dot-patterned|polkadotted|comic style"
            "|stippled|holey|porous|ladybug like|pointillist|punctured",
            "in": "polka dots|a dotted pattern|a polka dot pattern|dots",
            "wearing": "polka dots|a polka dot pattern|a dotted pattern",
            "is": "covered in dots|covered with dots|covered in polka dots|covered in little dots"
            "|covered with small dots|painted with dots|painted with polka dots|decorated with dots"
            "|decorated with polka dots|dotted all over|printed with dots|sprinkled with dots|patterned with dots"
            "|marked with dots|that has dots|that has polka dots|that has a dotted pattern|that has dots on its face"
            "|whose body is dotted|whose face is dotted|whose corners are dotted|whose skin is dotted"
            "|whose body has dots|whose face has dots|full of dots|full of little dots|full of tiny holes"
            "|full of holes|like a ladybug|like a comic book|like pop art|that looks like pop art"
            "|that caught the measles|that has the measles|that has chickenpox|who has chickenpox|that has a rash"
            "|perforated with tiny holes|with dots all over",
        },
        "dots|grunge01": {
            "with": "spots|speckles|a spotted body|a spotted pattern|a speckled surface|a speckled body"
            "|a speckled pattern|a spotted face|spots on its face|specks|freckles|little spots|small spots|dark spots"
            "|tiny spots|lots of spots|many spots|a freckled face|flecks|little specks|a spotty face|spots all over"
            "|a spotty body|a spotty pattern|a freckly face|spots on its skin",
            "before": "spotted|speckled|spotty|freckled|freckly|flecked|speckly|spot covered|spotty faced"
            "|freckle faced",
            "is": "covered with spots|covered in spots|covered in speckles|covered in freckles|speckled all over"
            "|that has spots|that has freckles|whose face is freckled|whose body is spotted|full of spots"
            "|sprinkled with spots|whose skin is spotty",
        },
        "circuits": {
            "with": "circuits|a circuit pattern|circuit lines|circuit board lines|electronic circuits|printed circuits"
            "|a circuit board pattern|lines on its face|wiring lines|electric lines|a circuit board|circuitry"
            "|circuits on its face|electronics on its face|circuits on the body|lines on the body"
            "|a printed circuit board|a pcb|a pcb pattern|a pcb design|a circuit design|a circuit print"
            "|a circuit texture|a circuit diagram|a circuit like pattern|an electronic pattern|an electronic design"
            "|an electronics pattern|an electric pattern|electric circuits|electrical circuits|electrical lines"
            "|electronic lines|electronic paths|electronic tracks|conductor tracks|conductor paths|circuit tracks"
            "|circuit traces|copper traces|traces|tracks on its face|tracks on its body|visible circuits"
            "|visible circuitry|exposed circuits|exposed circuitry|visible electronics|exposed electronics"
            "|circuits showing|circuits on its skin|circuits on its surface|circuits on its head"
            "|circuits on its forehead|circuits on its cheek|microchip lines|a microchip pattern|a chip pattern"
            "|a computer chip pattern|a chip on its face|a motherboard|a motherboard pattern|motherboard lines"
            "|a mainboard pattern|a tech pattern|a technical pattern|a techy pattern|a technological pattern"
            "|a high tech pattern|a high-tech look|a high tech design|a sci-fi pattern|a sci-fi design|a cyber pattern"
            "|a cyberpunk pattern|a cybernetic pattern|a futuristic pattern|a futuristic design|a tron pattern"
            "|tron lines|a tron like pattern|a metro map pattern|a subway map pattern|a maze pattern|maze lines"
            "|lines and dots|lines ending in dots|lines with dots at the end|lines with circles at the end"
            "|lines that end in circles|angular lines|angled lines|right angled lines|bent lines on its body"
            "|straight lines on its face|lines across its face|line markings|a pattern of lines|a line pattern"
            "|linear markings|a lined face|a computer pattern|a computer board|a digital pattern|solder points"
            "|soldered lines|soldering lines|neural lines|conductive lines|engraved lines|engraved circuits"
            "|nodes and lines|cirquits|circiuts",
            "before": "circuit patterned|electronic|high tech|high-tech|hi-tech|hi tech|circuit covered"
            "|circuit printed|circuit board|circuit-patterned|circuited|cyber|cyberpunk|cybernetic|futuristic|techy"
            "|technical|technological|lined|tron like|tron style|tron-like|computer chip|microchipped|sci-fi|sci fi"
            "|motherboard|pcb|electrical|electric|circuit lined|computer like|line patterned|circuitry covered"
            "|state of the art|cutting edge",
            "is": "covered in circuits|marked with circuit lines|covered with circuits|covered in circuitry"
            "|covered in circuit lines|covered in electronics|covered in lines|printed with circuits"
            "|patterned with circuits|decorated with circuits|painted with circuits|engraved with circuits"
            "|marked with lines|that has circuits|that has circuits on its face|that has a circuit pattern"
            "|that has lines on its face|that has electronics on its face|whose circuits show"
            "|whose circuits are visible|whose circuits are exposed|whose circuitry shows|whose electronics show"
            "|whose body is a circuit board|whose face is a circuit board|whose skin is a circuit board"
            "|whose skin shows circuits|like a circuit board|that looks like a circuit board"
            "|looking like a circuit board|that looks like a motherboard|like a motherboard"
            "|that looks like a computer chip|like a computer chip|like a microchip|full of electronics"
            "|full of circuits|full of circuitry|made of circuits|with its circuits showing"
            "|with its electronics on display|from the future|from tron|out of tron",
        },
        "dirty01|dirty02": {
            "with": "dirt|stains|mud|dirty patches|oil stains|dark stains|grime|a dirty face|a dirty body"
            "|a dirty surface|mud on its face|oil on its face|a stained body|dripping oil|dirt on its face|smears"
            "|mud stains|mud splashes|mud spots|muddy patches|muddy stains|mud on it|mud on its body|mud on its chin"
            "|a muddy face|a muddy body|a mud bath|a mud mask|dirt stains|dirt spots|dirt marks|dirt on its body"
            "|dirt on it|dirt all over|dirt everywhere|dirty marks|dirty spots|dirty stains|dirty skin|dirty paint"
            "|a dirty look|a dirty chin|a dirty mouth|a dirty forehead|a dirty shell|filth|muck|gunk|goo|slime|sludge"
            "|tar|soot|gunge|crud|grease|grease stains|grease spots|grease on its face|greasy stains|greasy patches"
            "|greasy skin|a greasy face|oil|oil spots|oil spills|oil patches|oil smears|oil drips"
            "|oil running down its face|oil dripping down|oil leaks|an oil leak|a leak|leaking oil|oil on its head"
            "|an oily face|an oily surface|drips|drips on its forehead|drips of oil|drips of paint|dripping paint"
            "|paint drips|paint running down|dripping stains|dripping dirt|dripping goo|goo dripping down"
            "|slime dripping down|something dripping down its head|liquid dripping down|splashes|splashes of mud"
            "|splashes of oil|splatter|splatters|mud splatter|paint splashes|stains on its face|stains on its body"
            "|stains all over|a stained face|a stained surface|dark patches|blots|smudges|smudges on its face"
            "|a smudged face|a smeared face|smears on its face|black smears|a grimy face|a grimy body|a grubby face"
            "|a filthy face|a filthy body|a mucky face|food on its face|chocolate on its face|a mess on its face"
            "|a messy face|an unwashed face|an unclean face|spills|coffee stains|soup stains|a dark puddle"
            "|a durty face",
            "before": "dirty|muddy|stained|grimy|oily|filthy|unwashed|soiled|mucky|grubby|greasy|messy|smeared|smudged"
            "|smudgy|smeary|sooty|sloppy|slimy|gooey|gunky|mud covered|mud-covered|dirt covered|dirt-covered"
            "|oil stained|oil-stained|oil smeared|oil covered|oil soaked|mud stained|mud-stained|mud splattered"
            "|mud splashed|mud caked|grease stained|grease covered|dripping|leaking|leaky|oil leaking|unclean"
            "|uncleaned|untidy|scruffy|sullied|besmirched|smutty|squalid|slovenly|unhygienic|dirty faced|dirty looking"
            "|filthy looking|muddied|splattered|spattered|splashed|stinky|smelly|stinking|yucky|icky|durty|dirtied"
            "|begrimed|tarred|tar covered|polluted|contaminated|sludgy|dirty skinned|blotted|slime covered",
            "is": "covered in dirt|covered in mud|covered with oil|that needs a wash|in need of cleaning|that is dirty"
            "|covered with dirt|covered with mud|covered in oil|covered in grime|covered in filth|covered in grease"
            "|covered in muck|covered in slime|covered in goo|covered in stains|covered with stains|covered in soot"
            "|covered in tar|covered in sludge|caked in mud|caked with mud|splattered with mud|splashed with mud"
            "|smeared with oil|smeared with mud|smeared with dirt|smeared with grease|stained with oil"
            "|stained with grease|stained with mud|soaked in oil|dripping with oil|dripping with mud"
            "|dripping with slime|dripping with paint|leaking oil from its head|that leaks oil|that is leaking"
            "|that drips oil|that lost oil|in need of a wash|in need of a bath|in need of a shower"
            "|in need of a good scrub|that needs a bath|that needs a shower|that needs cleaning|that needs a cleaning"
            "|that needs to be washed|that needs to be cleaned|that should be washed|that should take a bath"
            "|that never washes|who never washes|that never takes a bath|that has not washed|that has not been washed"
            "|that hasn't been washed|who forgot to wash|that fell in the mud|that fell into the mud"
            "|that fell into a puddle|that rolled in the mud|that rolled around in mud|that played in the mud"
            "|playing in the mud|that worked in the garage|that worked in a garage|that worked in the mine"
            "|that crawled through the mud|that came out of the mud|that got dirty|that gets dirty"
            "|that got itself dirty|who got dirty|who is dirty|that is filthy|that is muddy|that is oily"
            "|that looks dirty|looking dirty|looking filthy|looking grubby|that is stained|that is covered in mud"
            "|whose face is dirty|whose body is dirty|whose body is stained|whose face is muddy|whose face is stained"
            "|whose paint drips|whose head drips with oil|that spilled its food|that spilled oil on itself"
            "|with dirt on its face|with oil running down its face|with mud all over|that has dirt on its face"
            "|that has mud on its face|that has stains|dirty from head to toe|dirty as a pig|as dirty as a pig"
            "|like a pig in mud",
        },
        "dirty01": {
            "with": "drips in the upper left|dirt dripping from the left|oil dripping on the left",
            "is": "dripping on the left",
        },
        "dirty02": {
            "with": "drips in the upper right|dirt dripping from the right|oil dripping on the right",
            "is": "dripping on the right",
        },
        "grunge01": {
            "with": "scratches|tiny scratches|scuff marks|fine cracks|chips in the paint|chipped paint"
            "|a grainy surface|a grainy texture|a gritty surface|grit|a dusty surface|dust|dust specks|crumbs"
            "|ink splatter|ink specks|pepper specks|a pitted surface|a rough surface|a grunge texture|noise"
            "|a noisy surface|pockmarks|tiny dents|black specks|a sprinkle of specks|a peppered surface"
            "|a stone like surface|a terrazzo surface|tiny marks all over|peeling paint|flaking paint|a rough skin",
            "before": "scratched|scuffed|scratchy|chipped|pitted|grainy|gritty|peppered|pockmarked|rough|rough skinned"
            "|scarred|textured like stone|flaky|scuffed up|scratched up|nicked",
            "is": "covered in scratches|covered in specks|covered with scratches|that is scratched"
            "|whose paint is chipped|whose paint is scratched|whose paint flakes off|whose paint is peeling"
            "|peppered with specks|scratched all over|covered in dust",
        },
        "dirty01|dirty02|grunge01": {
            "with": "rust|rusty patches|rust spots|rust stains|rust marks|rust patches|rust on it|rust on its face"
            "|rust all over|rusty spots|rusty skin|rusty metal|rusted metal|a rusty body|a rusty face|a rusty surface"
            "|a rusted body|corrosion|corroded metal|signs of wear|signs of age|signs of use|wear and tear|a worn look"
            "|a worn surface|a worn body|worn paint|old paint|a weathered look|a weathered surface|a weathered body"
            "|a weathered face|a used look|an old look|patina|a patina|a vintage look|a shabby look|a neglected look"
            "|dirty metal|a junkyard look|a scrapyard look|blemishes|imperfections|traces of use",
            "before": "rusty|old|rusted|rust covered|rust-covered|rust eaten|rusting|corroded|oxidized|oxidised"
            "|weathered|worn|worn out|worn-out|worn down|time worn|aged|aging|ageing|ancient|antique|vintage|elderly"
            "|old looking|old-looking|battered|beat up|beat-up|beaten up|battle scarred|battle worn|run down|run-down"
            "|rundown|shabby|ramshackle|dilapidated|decrepit|neglected|abandoned|discarded|scrapped|junk|junkyard"
            "|scrapyard|scrap|trashed|used|second hand|second-hand|secondhand|well used|well-worn|outdated|obsolete"
            "|unkempt|uncared for|poorly maintained|unmaintained|tarnished|blemished|ratty|tatty|crummy|decaying"
            "|post apocalyptic|grunge|steampunk|ruined|dusty|grungy|dented",
            "is": "covered in rust|covered with rust|that is rusty|that is old|that has rusted|that rusted"
            "|that is rusting|rusting away|that looks rusty|that looks old|looking old|looking rusty|looking worn"
            "|looking worn out|looking shabby|looking used|that looks used|that looks worn|that looks battered"
            "|that is worn out|that has seen better days|who has seen better days|past its prime|showing its age"
            "|showing signs of wear|showing signs of age|that has been through a lot|that was left in the rain"
            "|left out in the rain|that stood in the rain|that stood in the rain too long|left to rust"
            "|that was thrown away|thrown away long ago|thrown on the scrap heap|from the scrapyard|from the junkyard"
            "|from the scrap heap|from a scrap yard|found in the trash|found in a junkyard|ready for the scrapyard"
            "|ready for the scrap heap|that belongs in a junkyard|in bad condition|in poor condition|in a sorry state"
            "|in bad shape|that needs polishing|that needs new paint|that needs a new coat of paint|in need of paint"
            "|in need of polishing|in need of care|who is old|whose body is rusty|whose face is rusty"
            "|whose metal is rusty|whose paint is worn|whose paint is old|that is not new|that is not clean"
            "|that is no longer new|eaten by rust|that nobody takes care of|badly maintained",
        },
        "none|camo01|camo02|dots|circuits|grunge02": {
            "with": "no dirt|no stains|no rust|no mud|no oil|no dirt on it|no grime|no rust on it|no oil stains",
            "before": "rust free|rustless|stainless|rust-free|dirt free",
            "is": "without dirt|without stains|without rust|without any dirt|without mud|without any rust"
            "|that is not dirty|that is not rusty|free of rust|free of dirt|without oil stains|without grime"
            "|that has no stains|that doesn't rust|not dirty at all",
        },
        "none|camo01|camo02|circuits|dirty01|dirty02|grunge02": {
            "with": "no dots|no spots|no polka dots|no speckles",
            "is": "without dots|without spots|without polka dots|without any dots|that has no dots|free of spots",
        },
        "none|dots|circuits|dirty01|dirty02|grunge01|grunge02": {
            "with": "no camouflage|no camo|no army pattern|no patches",
            "before": "civilian",
            "is": "without camouflage|without camo|that has no camouflage|who left the army|that is not camouflaged"
            "|without a military pattern",
        },
        "none|camo01|camo02|dots|dirty01|dirty02|grunge01|grunge02": {
            "with": "no circuits|no circuitry|no circuit lines|no lines on its face",
            "is": "without circuits|without circuitry|without circuit lines|without lines on its face"
            "|that has no circuits",
        },
        "camo01|camo02|dots|circuits": {
            "with": "a pattern|a patterned body|a patterned surface|a design on its body|a patterned face|a print"
            "|a printed pattern|a pattern on its face|a pattern on its body|a pattern on it|a painted pattern"
            "|some pattern|a decorative pattern|a patterned skin|a motif",
            "before": "patterned|decorated|printed|ornamented",
            "is": "that has a pattern|covered in a pattern|decorated with a pattern|whose body is patterned"
            "|that is patterned|painted with a pattern",
        },
        "camo01|camo02|dots|circuits|dirty01|dirty02|grunge01": {
            "with": "a textured body|markings|a texture|a textured surface|a textured face|marks on its face"
            "|markings on its body|something on its surface|marks|a textured skin|marks all over"
            "|a surface that is not plain",
            "before": "textured",
            "is": "that has a texture|that has markings|whose body is textured|whose surface is not smooth"
            "|that is not plain",
        },
    },
}

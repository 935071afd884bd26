"""Words for clothes, and for what is printed on them."""

from __future__ import annotations

from deltaedit.training.drawn.captions import WordTable

#: Values that people name alike.
SUIT = "blazerAndShirt|blazerAndSweater"
PLAIN_TEES = "shirtCrewNeck|shirtVNeck|shirtScoopNeck"
TEES = f"{PLAIN_TEES}|graphicShirt"

#: attribute -> values (separated by |) -> forms (separated by |) -> wordings (separated by |).
WORDS: WordTable = {
    "clothes": {
        SUIT: {
            "with|wearing|in": "a suit|a blazer|a jacket|a blazer and a shirt|a business suit|suit|a suit jacket"
            "|formal clothes|a formal suit|business clothes|formal wear|business attire|office wear|smart clothes"
            "|a sports coat|a sport coat|a dinner jacket|a smart jacket|a tailored jacket|a coat with lapels"
            "|a jacket with lapels|formal dress|formal attire|a smart suit|a sharp suit|elegant clothes"
            "|a formal jacket|a blazer with a pocket square|a jacket and shirt|an open jacket"
            "|a blazer over a white top|an open blazer|interview clothes|a dress jacket|a tux|a tuxedo"
            "|a two piece suit|posh clothes|a fine suit|evening wear|business wear|dressy clothes|business dress"
            "|an elegant suit|a suit coat|wedding clothes|their sunday best|a sports jacket|office clothes"
            "|an office outfit|professional clothes|banker clothes|a manager's outfit|lapels|an unbuttoned jacket"
            "|a suit without a tie|professional attire|a two-piece|a fancy suit|a tailored suit|a dark business look"
            "|a classy suit|a power suit|a businessman's suit|a jacket over a white shirt"
            "|a blazer jacket|a formal blazer|a well cut suit|a designer suit|a gentleman's suit|a formal coat"
            "|clothes for an interview|clothes for the office|executive clothes|smart attire|a formal outfit"
            "|a smart outfit|a chic blazer|a classic blazer|a dinner suit|a lounge suit|a suit like a lawyer"
            "|a coat and shirt|black tie clothes|corporate clothes|a suit jacket over a white top|a smart blazer"
            "|a jacket with a breast pocket|an evening jacket|a proper suit|a coat suit|suit clothes"
            "|a sales rep's suit|a groom's suit|a jacket fit for the office|a men's suit|a women's suit|a pantsuit"
            "|a trouser suit|an office suit|a work suit for the bank|a nice jacket|a lawyer's suit|a politician's suit"
            "|a bank clerk's clothes|a coat for business|fancy clothes|classy clothes|blazer|blazers"
            "|a smart looking jacket|a jacket and a white tee|formals|formal business wear",
            "with": "a suit|a blazer|a jacket|a pocket square|a handkerchief in the breast pocket|lapels"
            "|a hanky in the pocket|a suit on|a blazer on|a jacket on|a business look|a formal look"
            "|a pocket handkerchief|a formal style",
            "before": "formal|business|suited|formally dressed|smartly dressed|well dressed|suited and booted"
            "|elegantly dressed|besuited|blazer wearing|sharply dressed|suit wearing|jacketed|formally clothed"
            "|suit clad|well-dressed|dressy|business dressed|dapper|business suited|officially dressed|office ready"
            "|formal looking|classy dressed|neatly suited|smart looking",
            "is": "dressed formally|dressed for the office|dressed for work in an office|dressed for an interview"
            "|dressed up smartly|dressed for a wedding|who dressed up|in business casual|dressed in a suit"
            "|ready for a business meeting|dressed like a banker|who works in an office by the clothes"
            "|dressed like a lawyer|dressed like a boss|who wears a suit|dressed to impress|dressed like a manager"
            "|dressed for business|dressed up|suited up|all dressed up|dressed like a gentleman|who put on a suit"
            "|dressed like a politician|dressed like james bond|dressed smart|dressed very formal"
            "|dressed for the opera|dressed like a news anchor|dressed like a businessman|dressed like a businesswoman"
            "|clad in a suit|dressed like a ceo|wearing what bankers wear|who has a job interview"
            "|ready for the boardroom|who wears a blazer|dressed for a conference|who goes to work in a bank"
            "|who wears a jacket|that wears a suit|dressed for a gala|dressed for graduation day"
            "|who is dressed formally|with a suit on|dressed in his sunday best|dressed in her sunday best"
            "|dressed like an estate agent|dressed like a newsreader|dressed in business wear"
            "|who looks ready for business",
        },
        "blazerAndShirt": {
            "with|wearing|in": "a blazer over a t-shirt|a jacket over a t-shirt|a blazer and a tee|a suit with a t-shirt"
            "|a suit over a tee",
        },
        "blazerAndSweater": {
            "with|wearing|in": "a blazer over a sweater|a blazer and a sweater|a jacket over a jumper"
            "|a jacket and a collared shirt|a blazer with an open collar|a blazer over an open collar"
            "|a suit with an open collar",
        },
        "collarAndSweater": {
            "with|wearing|in": "a sweater|a jumper|a pullover|a collar and a sweater|a collared sweater|a knitted sweater"
            "|sweater|a knitted jumper|a sweater over a shirt|a jumper over a shirt|a woolly jumper|a woollen jumper"
            "|a knitted pullover|a sweater with a collar|a wool sweater|a pullover with a collar"
            "|a shirt collar under a sweater|a warm sweater|a jumper with a collar|a wooly jumper|knitwear|a knit"
            "|a cashmere sweater|a cosy jumper|a cozy sweater|a preppy sweater|a shirt under a sweater"
            "|a shirt under a jumper|a woolen sweater|a knit sweater|a comfy sweater|a sweater and collared shirt"
            "|a warm jumper|a soft sweater|a shirt and a sweater|a shirt and jumper|a school jumper|a cotton pullover"
            "|a winter sweater|a warm pullover|a swetter|a pull over|a collar peeking out of a sweater"
            "|a soft jumper|a teacher's sweater|a grandpa sweater|a christmas jumper|a school uniform sweater"
            "|a sweater of wool|a ribbed sweater|a knitted top|a fine knit|a guernsey|jumper|a golf sweater"
            "|a dad sweater|a geography teacher's jumper|a hand knitted sweater|a thick sweater|a thick jumper"
            "|a jersey sweater|a college sweater|a sweater with a shirt underneath|a jumper with a white collar"
            "|a sweater with a white collar|a collared jumper|a collared pullover|a merino jumper|a woolen pullover"
            "|a woolly sweater|a winter jumper|a soft pullover|a knitted sweater with a collar|a fisherman's jumper"
            "|a lambswool sweater|an ivy league sweater|a smart jumper|a smart sweater|an office jumper"
            "|a pullover over a shirt|sweaters|a schoolboy's jumper|a cozy knit|a cosy knit|a preppy jumper"
            "|a mr rogers sweater|a granny knitted jumper|an autumn sweater",
            "with": "a sweater|a jumper|a pullover|a white collar|a shirt collar showing|a white collar over a sweater"
            "|a collar|a white shirt collar|a shirt collar peeking out|a sweater on|a jumper on",
            "before": "sweatered|sweater wearing|preppy|jumper wearing|collared",
            "is": "dressed like a schoolboy|dressed smart casual|wrapped in wool|dressed in knitwear"
            "|dressed like a college student|who likes warm jumpers|dressed in a sweater|smart casual dressed"
            "|whose collar shows over the sweater|who put on a jumper|whose sweater has a collar"
            "|dressed like a librarian|who feels cosy in a sweater|who wears a sweater|who wears a jumper"
            "|dressed like a professor in a jumper|dressed like a preppy student"
            "|dressed for an autumn walk in a jumper|with a sweater over the shirt|with a white collar peeking out"
            "|that wears a sweater|who is in a jumper",
        },
        "hoodie": {
            "with|wearing|in": "a hoodie|a hooded sweatshirt|a sweatshirt|hoodie|a hooded sweater|a hoody|a hooded top"
            "|a hooded jumper|a sweat shirt|a hoodie with drawstrings|a sweatshirt with a hood|a sweater with a hood"
            "|a hooded pullover|a tracksuit top|a hoodie with strings|a jumper with a hood|a top with a hood"
            "|streetwear|a hoodie sweatshirt|a hooded sweat top|lounge wear|a fleece hoodie|a baggy hoodie"
            "|a comfy hoodie|a college hoodie|a hood sweater|sweats|a programmer's hoodie|a hacker hoodie"
            "|a warm hoodie|a kangaroo pocket hoodie|a jogging top|a training top|a sporty hoodie|a skater hoodie"
            "|a gaming hoodie|a track top|a zipless hoodie|a pullover hoodie|a hooded garment|a bunny hug"
            "|a hoodie with a cord|a university hoodie|a sporty sweatshirt|a loose hoodie|an oversized hoodie"
            "|a cosy hoodie|a cozy hoodie|a gym hoodie|a hudie|a zuckerberg hoodie|a rapper's hoodie"
            "|a teenager's hoodie|a mark zuckerberg hoodie|a soft hooded top|leisure wear with a hood"
            "|a hoodie with laces|a hip hop hoodie|a hoodie for lazy days|a relaxed hoodie|a cotton hoodie"
            "|a start-up hoodie|a hooded training top|a street style hoodie|a sports hoodie|a runner's hooded top"
            "|a hood top|an urban hoodie|a pulled on hoodie|a varsity hoodie|a boxing hoodie|a rocky balboa hoodie"
            "|hoodies|a hooded fleece|a sweatshirt with strings|a hooded tracksuit top|a hooded warm top",
            "with": "a hoodie|a hood|a sweatshirt|hoodie|drawstrings|a hood down the back|a hood around the neck"
            "|strings at the collar|two white strings on the chest|a hood hanging behind|white drawstrings"
            "|a hood on the back|a hoodie on|laces at the neck|cords hanging from a hood|hood strings",
            "before": "hooded|hoodie wearing|hoodied|hoodie clad|hoodie-wearing",
            "is": "dressed like a programmer|dressed like a hacker|dressed for jogging"
            "|dressed like a teenager in a hood|dressed in a hoodie|whose top has a hood|wrapped in a hoodie"
            "|who put on a hoodie|who lives in hoodies|dressed for the skate park|who wears a hoodie"
            "|chilling in a hoodie|dressed like mark zuckerberg|dressed for the gym in a hooded top"
            "|dressed like a skater|dressed like a rapper in a hoodie|with the hood down|that wears a hoodie"
            "|who has a hoodie on|with strings hanging from the hood|who codes all night in a hoodie"
            "|dressed for a lazy day at home",
        },
        "overall": {
            "with|wearing|in": "overalls|dungarees|an overall|bib overalls|overall|work overalls|a dungaree"
            "|a pair of overalls|a pair of dungarees|farmer overalls|denim overalls|a bib and braces|coveralls|a bib"
            "|a pinafore|jean overalls|dungarees with straps|overalls with buttons|bib-and-brace overalls"
            "|a farmer's outfit|mario overalls|overhauls|a boiler suit|workman's dungarees|worker's overalls"
            "|farmer's dungarees|painter's overalls|trousers with a bib|trousers with shoulder straps"
            "|a gardener's dungarees|an overall with two straps|farm clothes|mechanic's overalls|a romper with straps"
            "|overall trousers|salopettes|bib trousers|an overall and bare arms|denim dungarees|super mario overalls"
            "|a dungaree suit|dungries|a farmworker's overalls|minion overalls|a plumber's overalls|a dungarees outfit"
            "|a jumpsuit with straps|a farmer's dungarees|a worker's bib|a child's dungarees|a toddler's dungarees"
            "|a pair of bib overalls|an overall with buttons|a garden overall|a workman's overalls"
            "|a blue-collar overall|a lumberjack's overalls|a decorator's dungarees|trousers held by braces"
            "|painters overalls|a hillbilly's overalls|a strap overall|dungarees over bare skin",
            "with": "overalls|dungarees|straps over the shoulders|bare arms|bare shoulders|shoulder straps|braces"
            "|suspenders|wide straps|straps and two buttons|buttons on the straps|naked shoulders|naked arms"
            "|a bib with buttons|uncovered arms|overalls on|sleeveless shoulders|bare upper arms|no sleeves"
            "|no shirt under the overalls|two straps|dungarees on|bare skin beside the straps|exposed shoulders"
            "|straps with buttons|a bib in front|broad straps|shoulders that are bare",
            "before": "overalled|dungareed|bare shouldered|overalls wearing|bare armed|sleeveless|dungaree clad",
            "is": "dressed like a farmer|dressed like super mario|dressed as a plumber|dressed for the farm"
            "|dressed for gardening|dressed as a farmer|who works on a farm by the clothes|with no shirt under the bib"
            "|dressed in overalls|dressed in dungarees|whose arms are bare|whose shoulders are bare"
            "|dressed like a minion|dressed like a mechanic|dressed for painting the house|without sleeves"
            "|who feeds the chickens|dressed like a train driver|dressed like a toddler in dungarees"
            "|dressed for the barn|dressed like luigi|who wears overalls|who wears dungarees|that wears overalls"
            "|with straps over bare shoulders|who repairs cars by the look of the clothes|dressed for work on the farm"
            "|ready to milk the cows",
        },
        "shirtCrewNeck": {
            "with|wearing|in": "a crew neck shirt|a crew neck|a round neck t-shirt|a crewneck|a round neck shirt"
            "|a crew neck t-shirt|a round collared tee|a crew-neck top|a round necked shirt|a round neck tee"
            "|a t-shirt with a round neck|a round neckline|a tee with a round collar|a crewneck tee"
            "|a shirt with a round neckline|a round-neck t-shirt",
        },
        "shirtVNeck": {
            "with|wearing|in": "a v-neck|a v neck|a v-neck shirt|a v-neck t-shirt|a v neck top"
            "|a shirt with a v-shaped neckline|a tee with a v-neck|a v-necked shirt|a v-shaped collar"
            "|a pointed neckline|a deep v neck|a vneck|a t-shirt with a v neckline|a v neck tee"
            "|a shirt with a pointed neckline|a v cut t-shirt|a t-shirt open in a v",
            "with": "a v-neck|a v shaped neckline|a neckline like a v",
            "before": "v-necked",
        },
        "shirtScoopNeck": {
            "with|wearing|in": "a scoop neck|a scoop neck shirt|a low cut top|a wide neckline|a scoop-neck tee"
            "|a low neckline|a top with a wide neck|a wide necked shirt|a u-neck shirt|a scooped neckline"
            "|a wide collar tee|a boat neck|a low cut shirt|a round low neckline|a wide neck t-shirt"
            "|a u shaped neckline|a ballet top|a scoop necked top|a scoop top|a deep round neckline|a loose necked tee",
            "with": "a scoop neckline|a wide round neckline|a bare collarbone",
            "before": "scoop necked",
        },
        PLAIN_TEES: {
            "with|wearing|in": "a plain shirt|a simple shirt|a plain t-shirt|a plain tee|a simple t-shirt|a basic tee"
            "|a blank t-shirt|an unprinted shirt|a simple tee|a simple top|a plain top|a basic t-shirt"
            "|an undecorated shirt|a t-shirt without a print|a basic top|a plain jersey|a shirt without a picture"
            "|a no-frills shirt|a minimalist t-shirt|an unadorned t-shirt|a plain cotton tee|a one colour t-shirt"
            "|a solid t-shirt|a t-shirt without a logo|a shirt with nothing on it|a monochrome tee|a bare t-shirt"
            "|a solid coloured shirt|an ordinary plain tee|a shirt without decoration|a t-shirt with no design"
            "|a plain cotton t-shirt|a plain round or v neck tee|a very simple shirt|a uniform coloured t-shirt"
            "|a plain undershirt|a plain coloured t-shirt|a t-shirt in one colour",
            "with": "a plain shirt|a plain t-shirt|nothing printed on the shirt|no print on the shirt"
            "|no picture on the shirt|a simple shirt",
            "before": "plainly dressed|simply dressed",
            "is": "dressed simply|dressed plainly|whose shirt is plain|whose t-shirt has no print",
        },
        TEES: {
            "with|wearing|in": "a t-shirt|a tshirt|a tee|a t shirt|a tee shirt|a teeshirt|a short sleeved shirt"
            "|a casual shirt|a cotton shirt|a cotton tee|a casual t-shirt|t-shirt|a summer shirt|a short sleeve top"
            "|a tee-shirt|a casual top|a comfy t-shirt|summer clothes|a t|a cotton top|an everyday t-shirt"
            "|a top with short sleeves|a undershirt|a relaxed t-shirt|an undershirt|tshirt|a collarless shirt"
            "|an ordinary t-shirt|a normal t-shirt|a cotton t-shirt|a light t-shirt|a gym tee|a regular tee"
            "|a soft t-shirt|a thin shirt|a summer t-shirt|a t-shirt with short sleeves"
            "|a t-shirt like everyone has|a loose t-shirt|a summery t-shirt|a holiday t-shirt|a light summer shirt"
            "|a tee for warm days|a sleeved tee|t-shirts|a jersey t-shirt|a simple kind of t-shirt|a regular t-shirt"
            "|a casual tee|a comfortable t-shirt|a sporty t-shirt|just a t-shirt|only a t-shirt|a common t-shirt"
            "|a student's t-shirt",
            "with": "a t-shirt|a tee|a t-shirt on|a tee on|a t shirt on",
            "before": "t-shirted|t-shirt wearing|tee shirted|t-shirt clad",
            "is": "dressed in a t-shirt|who just wears a t-shirt|dressed for summer|dressed for warm weather"
            "|who put on a t-shirt|dressed for a hot day|who always wears t-shirts|who wears a t-shirt"
            "|that wears a t-shirt|dressed in just a tee|who is in a t-shirt|dressed for the beach in a tee"
            "|dressed for warm days|with only a t-shirt on|who dresses in t-shirts",
        },
        f"{TEES}|hoodie": {
            "with|wearing|in": "casual clothes|casual wear|comfortable clothes|leisure clothes|comfy clothes"
            "|informal clothes|a casual outfit|everyday clothes|relaxed clothes|weekend clothes|casuals"
            "|lazy sunday clothes|a casual look|cool casual clothes|laid back clothes|street clothes|off duty clothes"
            "|easy clothes|clothes for chilling|home clothes|loungewear|non formal clothes",
            "before": "casual|casually dressed|informally dressed",
            "is": "dressed casually|in casual dress|dressed down|dressed for the weekend|dressed for the couch"
            "|dressed like a student|who doesn't dress up|not dressed up at all|dressed for chilling"
            "|dressed for sunday|dressed in everyday clothes|in comfy clothes|dressed for a lazy sunday"
            "|dressed informally",
        },
        "graphicShirt": {
            "with|wearing|in": "a graphic t-shirt|a graphic tee|a printed t-shirt|a t-shirt with a print"
            "|a shirt with a picture|a logo t-shirt|a shirt with a logo|a band t-shirt|a t-shirt with a picture on it"
            "|a printed shirt|a fun t-shirt|a shirt with a motif|a shirt with a design|a t-shirt with a motif"
            "|a t-shirt with a design|a shirt with a white print|a concert t-shirt|a merch t-shirt"
            "|a slogan or picture t-shirt|a decorated t-shirt|an illustrated shirt|a shirt with a drawing on it"
            "|a souvenir t-shirt|a shirt with something printed on it|a shirt with an emblem|a t-shirt with an image"
            "|a novelty t-shirt|a printed tee|a shirt with a symbol|a t-shirt with a logo|a graphic shirt"
            "|a picture shirt|a fan t-shirt|a statement tee|a shirt with a graphic"
            "|a t-shirt with a symbol on the chest|a funny t-shirt|a t-shirt with art on it|a t-shirt from a concert"
            "|a geek t-shirt with a print|a top with a picture|a shirt with artwork|a shirt with a stencil print"
            "|a t-shirt with a white logo|a fancy print t-shirt|a t-shirt with graphics",
            "with": "a print on the shirt|a picture on the shirt|a logo on the chest|a picture on the chest"
            "|a motif on the t-shirt|something printed on the shirt|a white print on the chest|a drawing on the shirt"
            "|a design on the chest|a logo on the t-shirt|an image on the chest|an emblem on the shirt"
            "|a symbol on the shirt|artwork on the t-shirt",
            "before": "graphic tee wearing",
            "is": "whose shirt has a print|whose t-shirt has a picture on it|with something drawn on the shirt",
        },
    },
    "clothesGraphic": {
        "bat": {
            "with|wearing|in": "a bat shirt|a batman shirt|a t-shirt with a bat|a shirt with a bat on it|a batman t-shirt"
            "|a bat logo t-shirt|a superhero shirt|a superhero t-shirt|a t-shirt with the bat symbol"
            "|a halloween bat t-shirt|a shirt with bat wings printed on it",
            "with": "a bat on the shirt|a bat logo|the bat symbol on the chest|a batman logo|a bat on the chest"
            "|the batman symbol|a flying bat print|a superhero logo on the shirt|bat wings on the chest"
            "|a vampire bat on the shirt",
            "is": "who is a batman fan|whose shirt shows a bat|who likes batman",
        },
        "bear": {
            "with|wearing|in": "a bear shirt|a t-shirt with a bear|a teddy bear shirt|a shirt with a bear's head"
            "|a bear t-shirt|a panda shirt|a t-shirt with a teddy|a teddy t-shirt|a shirt with a cuddly bear"
            "|a shirt with a bear on it|a t-shirt with a bear face",
            "with": "a bear on the shirt|a teddy bear on the shirt|a bear face on the chest|a bear print"
            "|a teddy on the chest|a bear head print|a bear's face on the t-shirt|a grizzly on the shirt"
            "|a cute bear on the chest",
            "is": "whose shirt shows a bear|with a bear printed on the shirt|who likes bears",
        },
        "cumbia": {
            "with|wearing|in": "a cumbia shirt|a t-shirt that says cumbia|a shirt with the word cumbia|a cumbia t-shirt"
            "|a t-shirt reading cumbia|a shirt for a latin dance|a latin music t-shirt",
            "with": "the word cumbia on the shirt|cumbia written on the shirt|cumbia on the chest"
            "|cumbia printed on the t-shirt|the text cumbia",
            "is": "whose shirt says cumbia|who loves cumbia|who dances cumbia|whose t-shirt reads cumbia",
        },
        "deer": {
            "with|wearing|in": "a deer shirt|a t-shirt with a deer|a stag shirt|a reindeer shirt|a shirt with antlers"
            "|a deer t-shirt|a moose shirt|a t-shirt with a stag|a shirt with a deer's head|a t-shirt with a reindeer"
            "|a t-shirt with an elk",
            "with": "a deer on the shirt|a stag on the shirt|antlers on the shirt|a reindeer on the shirt"
            "|a deer head on the chest|a deer print|a stag's head on the chest|a bambi print"
            "|an animal with antlers on the shirt|an elk on the shirt",
            "is": "whose shirt shows a deer|with a deer printed on the shirt|who likes deer",
        },
        "diamond": {
            "with|wearing|in": "a diamond shirt|a t-shirt with a diamond|a shirt with a jewel|a shirt with a gem"
            "|a diamond t-shirt|a t-shirt with a gemstone|a shirt with a sparkling diamond"
            "|a shirt with a brilliant on it|a jewel print t-shirt",
            "with": "a diamond on the shirt|a diamond on the chest|a gem on the shirt|a jewel on the shirt"
            "|a sparkling diamond print|a gemstone print|a shining jewel on the chest|a brilliant on the chest"
            "|a crystal on the shirt",
            "is": "whose shirt shows a diamond|with a diamond printed on the shirt",
        },
        "hola": {
            "with|wearing|in": "a hola shirt|a t-shirt that says hola|a shirt with a speech bubble|a hola t-shirt"
            "|a shirt saying hello in spanish|a t-shirt with a speech bubble|a t-shirt reading hola"
            "|a spanish greeting t-shirt",
            "with": "a speech bubble on the shirt|the word hola on the shirt|hola written on the shirt"
            "|hola on the chest|a speech balloon on the shirt|a chat bubble on the t-shirt|a talk bubble on the chest"
            "|a spanish hello on the shirt",
            "is": "whose shirt says hola|whose shirt says hello in spanish|whose shirt greets in spanish",
        },
        "pizza": {
            "with|wearing|in": "a pizza shirt|a t-shirt with a pizza|a shirt with a slice of pizza|a pizza t-shirt"
            "|a t-shirt with a pizza slice|a shirt with food on it|a fast food t-shirt|a shirt with a piece of pizza",
            "with": "a pizza on the shirt|a slice of pizza on the shirt|a pizza slice on the chest|a pizza print"
            "|a piece of pizza on the shirt|food on the shirt|a pepperoni slice on the t-shirt"
            "|a picture of pizza on the shirt",
            "is": "who loves pizza|whose shirt shows a pizza|who is a pizza fan"
            "|with a pizza slice printed on the shirt",
        },
        "resist": {
            "with|wearing|in": "a resist shirt|a t-shirt that says resist|a protest shirt|a shirt with the word resist"
            "|a resist t-shirt|a political t-shirt|a protest t-shirt|an activist t-shirt|a t-shirt reading resist"
            "|a demonstration t-shirt",
            "with": "the word resist on the shirt|resist written on the shirt|resist on the chest"
            "|a political slogan on the shirt|a protest slogan on the chest|the slogan resist",
            "is": "whose shirt says resist|who protests with the shirt|dressed for a protest"
            "|whose t-shirt reads resist",
        },
        "cumbia|resist": {
            "with|wearing|in": "a t-shirt with a word on it|a shirt with lettering|a shirt with a slogan|a slogan t-shirt"
            "|a t-shirt with big letters",
            "with": "a word on the shirt|big letters on the shirt|a word on the chest|a word printed across the chest"
            "|lettering on the shirt",
        },
        "cumbia|resist|hola": {
            "with|wearing|in": "a shirt with writing on it|a t-shirt with text|a shirt with words|a text shirt"
            "|a t-shirt with writing",
            "with": "writing on the shirt|text on the shirt|something written on the shirt|words on the chest"
            "|letters on the shirt",
            "is": "whose shirt says something|with something written on the t-shirt",
        },
        "bat|bear|deer": {
            "with|wearing|in": "an animal shirt|a t-shirt with an animal|a shirt with an animal on it|an animal t-shirt"
            "|a shirt with a beast on it",
            "with": "an animal on the shirt|an animal print on the chest|a creature on the shirt"
            "|an animal motif on the shirt",
        },
        "skull|skullOutline": {
            "with|wearing|in": "a skull shirt|a t-shirt with a skull|a skull t-shirt|a shirt with a skull on it"
            "|a death's head t-shirt|a goth t-shirt|a pirate skull shirt|a metal band t-shirt|a heavy metal t-shirt"
            "|a skeleton t-shirt|a punk rock t-shirt|a skull tee|a t-shirt with a death's head|a metalhead's shirt"
            "|a shirt with a skeleton head|a t-shirt with a dead man's head|a spooky t-shirt",
            "with": "a skull on the shirt|a skull on the chest|a skull print|a death's head on the shirt"
            "|a skeleton head on the chest|a skull motif on the t-shirt|a white skull on the chest"
            "|a spooky skull on the shirt",
            "is": "whose shirt shows a skull|with a skull printed on the shirt|who listens to heavy metal",
        },
        "skullOutline": {
            "with|wearing|in": "a shirt with the outline of a skull|a t-shirt with an outlined skull"
            "|a shirt with a line drawn skull",
            "with": "an outlined skull on the shirt|the outline of a skull|a skull drawn in lines",
        },
        "skull": {
            "with|wearing|in": "a shirt with a filled skull|a shirt with a solid white skull",
            "with": "a solid white skull on the shirt|a filled skull on the chest",
        },
    },
}

package porchlight.search.phrase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import porchlight.search.Vocabulary;

/**
 * Everyday Spanish words for homes, translated before a line is read: "casa de 3 recámaras en Gresham". Names of the
 * feed's places stay as they are, whatever their words mean.
 */
final class Spanish {
    /** A line is Spanish if it has one of these, which are neither English nor parts of other words. */
    private static final Set<String> SIGNS = Set.of(
            ("casa casas kasa recamara recamaras rrecamaras habitacion habitaciones dormitorio dormitorios cuarto cuartos bano banos departamento departamentos departamneto"
                            + " depto deptos depa depas apartamento apartamentos condominio condominios terreno terrenos lote lotes renta rentar alquiler alquilar arriendo venta benta comprar"
                            + " alberca piscina cochera garaje chimenea jardin sotano estacionamiento barato barata baratos baratas busco quiero necesito vivienda viviendas pisos"
                            + " menos hasta millones amueblado amueblada mascotas escaleras presupuesto mas prefiero solicito propiedad propiedades inmueble cerca nueva nuevo")
                    .split(" "));

    private static final List<Phrase> PHRASES = phrases("""
            casa adosada = townhouse
            casas adosadas = townhouses
            casa movil = mobile home
            casas moviles = mobile homes
            casa|casas|kasa|chalet|vivienda unifamiliar = house
            departamento|departamentos|departamneto|depto|deptos|depa|depas|apartamento|apartamentos|piso en|pisos en = apartment
            condominio|condominios = condo
            terreno|terrenos|lote|lotes = land
            local comercial|oficina comercial = commercial
            estudio|monoambiente = studio
            cabana|cabanas = cabin
            vivienda|viviendas|propiedad|propiedades|inmueble|inmuebles|hogar|lugar = home
            recamara|recamaras|rrecamaras|habitacion|habitaciones|dormitorio|dormitorios|cuarto|cuartos|alcobas|alcoba|ambientes = bedrooms
            banos y medio|bano y medio = and a half baths
            medio bano = half bath
            bano|banos = baths
            cochera para dos carros|cochera para dos autos|garaje para dos carros|garaje para dos autos = 2 car garage
            cochera para tres carros|garaje para tres carros = 3 car garage
            cochera|cocheras|garaje|garage|garajes = garage
            estacionamiento|estacionamientos|parqueadero = parking
            alberca|albercas|piscina|piscinas = pool
            chimenea|chimeneas = fireplace
            frente al mar|frente al agua|frente al rio|frente al lago|orilla del lago = waterfront
            vista al lago|vistas al lago = lake view
            vista al rio|vistas al rio = river view
            vista a la montana|vista a las montanas|vistas a la montana = mountain view
            vista al mar = ocean view
            vista a la ciudad = city view
            vista|vistas = view
            patio grande|jardin grande = big yard
            patio trasero = backyard
            un cuarto|un dormitorio|una recamara|una habitacion|una alcoba = 1 bedroom
            un bano = 1 bath
            patio = yard
            jardin|jardines = garden
            sotano = basement
            atico = attic
            balcon|balcones = balcony
            terraza = terrace
            elevador|ascensor = elevator
            escaleras|escalones = stairs
            cocina abierta = open kitchen
            cocina = kitchen
            sala = living room
            comedor = dining room
            lavanderia|cuarto de lavado = laundry
            lavadora = washer
            aire acondicionado|clima = air conditioning
            calefaccion = heating
            gimnasio = gym
            biblioteca = library
            cava = wine cellar
            paneles solares = solar panels
            amueblado|amueblada|amueblados = furnished
            que acepte perros y gatos|que acepten perros y gatos|que acepte mascotas|que acepten mascotas|se aceptan mascotas|acepta mascotas|mascotas permitidas|con mascotas|mascotas = pets allowed
            servicios incluidos = utilities included
            remodelada|remodelado|renovada|renovado = remodeled
            de una sola planta|de una planta|una sola planta|una planta|de un piso|un piso|una sola nivel = single level
            de dos pisos|dos pisos|de dos plantas|dos plantas = two story
            construccion nueva|recien construida|recien construido|a estrenar = new construction
            nueva|nuevo|nuevas|nuevos = new construction
            en renta|en alquiler|para rentar|para alquilar|para renta|de renta|en arriendo|renta|rentar|alquiler|alquilar|arriendo = for rent
            en venta|en benta|para comprar|a la venta|comprar|venta = for sale
            lo mas barato primero|mas barato primero|lo mas barato|la mas barata|el mas barato|mas baratas|mas baratos = cheapest
            barato|barata|baratos|baratas|economico|economica|economicos|economicas = cheap
            la mas grande|el mas grande|mas grandes = largest
            mas nuevas|mas nuevos|mas recientes = newest
            menos de|por menos de|debajo de|abajo de|que no pase de|no mas de|hasta|que cueste menos de = under
            presupuesto maximo|monto maximo|maximo de|maximo = max
            presupuesto de|presupuesto = budget
            minimo de|minimo = min
            mas de|arriba de = more than
            desde|a partir de|al menos|por lo menos = at least
            o mas = or more
            o menos = or less
            que no tenga|que no tengan = without
            entre = between
            alrededor de = around
            sin cuota de hoa|sin cuota de asociacion|sin hoa = no hoa
            cuota de hoa|cuota = hoa
            sin = without
            cerca de mi = near me
            cerca del|cerca de la|cerca de los|cerca de = near
            un buen colegio|buen colegio|buenos colegios|buenas escuelas|una buena escuela|buena escuela = good schools
            escuela|colegio = school
            zona segura|vecindario seguro|barrio seguro = safe neighborhood
            abierta este fin de semana|abierto este fin de semana|casa abierta este fin de semana = open house this weekend
            casa abierta|casas abiertas = open house
            al mes|por mes|mensuales|mensual = a month
            al ano|por ano = a year
            dolares|pesos = dollars
            pies cuadrados = square feet
            metros cuadrados|mts2|m2|m² = square meters
            hectareas|hectarea = hectares
            acres|acre = acres
            el centro de|centro de|en el centro|el centro = downtown
            zona sur de la ciudad|al sur de la ciudad|zona sur|en la zona sur de|al sur = south
            zona norte de la ciudad|al norte de la ciudad|zona norte|al norte = north
            condado de = county
            rio = river
            lago = lake
            busco|buscamos|quiero|queremos|necesito|solicito|prefiero|me gustaria|quisiera|un|una|unos|unas|el|la|los|las|con|de|del|en|por|para|que|al|zona de|zona|ciudad|su = ,
            o = or
            y = and
            ni = nor
            dos = 2
            tres = 3
            cuatro = 4
            cinco = 5
            seis = 6
            uno = 1
            """);

    private static final Pattern THOUSANDS =
            Pattern.compile("(?<![\\w.])(\\$?\\s?\\d[\\d,.]*)\\s*mil(?!\\w)(?!\\s+millones)");
    private static final Pattern MILLIONS = Pattern.compile("(?<=\\d)\\s*mill(?:o|ó)n(?:es)?(?!\\w)");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}'²]+");

    /** @param words without accents, in lower case */
    private record Phrase(List<String> words, String english) {}

    private record Word(int from, int to, String plain) {}

    private Spanish() {}

    private static List<Phrase> phrases(String table) {
        var all = new ArrayList<Phrase>();
        for (var line : table.strip().split("\n")) {
            var sides = line.strip().split(" = ");
            for (var words : sides[0].split("\\|"))
                all.add(new Phrase(List.of(words.strip().split(" ")), sides[1]));
        }
        all.sort(Comparator.comparing((Phrase phrase) -> -phrase.words.size()));
        return List.copyOf(all);
    }

    private static final Map<String, List<Phrase>> BY_FIRST = byFirst();

    private static Map<String, List<Phrase>> byFirst() {
        var all = new HashMap<String, List<Phrase>>();
        for (var phrase : PHRASES)
            all.computeIfAbsent(phrase.words.get(0), any -> new ArrayList<>()).add(phrase);
        return all;
    }

    /** The line in English if it is in Spanish; unchanged otherwise. */
    static String english(String line, Vocabulary vocabulary) {
        var words = new ArrayList<Word>();
        var match = WORD.matcher(line);
        while (match.find()) words.add(new Word(match.start(), match.end(), Vocabulary.plain(match.group())));
        if (words.stream().noneMatch(word -> SIGNS.contains(word.plain))) return line;
        var english = new StringBuilder();
        var copied = 0;
        var signs = 0;
        for (int at = 0; at < words.size(); ) {
            var name = named(words, at, line, vocabulary);
            if (name > 0) {
                at += name;
                continue;
            }
            var phrase = phrase(words, at, line);
            if (phrase == null) {
                at++;
                continue;
            }
            if (SIGNS.contains(words.get(at).plain)) signs++;
            english.append(line, copied, words.get(at).from).append(phrase.english.equals(",") ? " " : phrase.english);
            at += phrase.words.size();
            copied = words.get(at - 1).to;
        }
        // All signs were parts of names.
        if (signs == 0 && english.length() == 0) return line;
        var whole = english.append(line.substring(copied)).toString();
        whole = THOUSANDS.matcher(whole).replaceAll(number -> Matcher.quoteReplacement(number.group(1) + "k"));
        return MILLIONS.matcher(whole)
                .replaceAll(" million")
                .replaceAll("(?<=\\d) a (?=\\d)", " to ")
                .replaceAll("(?<=\\d) a (?=\\d)", " to ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Phrase phrase(List<Word> words, int at, String line) {
        for (var phrase : BY_FIRST.getOrDefault(words.get(at).plain, List.of())) {
            var size = phrase.words.size();
            if (at + size > words.size()) continue;
            var same = true;
            for (int i = 0; same && i < size; i++)
                same = words.get(at + i).plain.equals(phrase.words.get(i))
                        && (i == 0
                                || line.substring(words.get(at + i - 1).to, words.get(at + i).from)
                                        .isBlank());
            if (same) return phrase;
        }
        return null;
    }

    /** How many words from here are a place's name of several words, or one that is no word of the table; 0 for none. */
    private static int named(List<Word> words, int at, String line, Vocabulary vocabulary) {
        for (int length = Math.min(5, words.size() - at); length > 0; length--) {
            var last = words.get(at + length - 1);
            var name = Vocabulary.plain(line.substring(words.get(at).from, last.to));
            if (length == 1 && BY_FIRST.containsKey(name)) return 0;
            if (vocabulary.named(name).isPresent()) return length;
        }
        return 0;
    }
}

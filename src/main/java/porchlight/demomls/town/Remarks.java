package porchlight.demomls.town;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** Agents' remarks about a home, in plain prose that agrees with its record. */
final class Remarks {
    private final long seed;

    Remarks(long seed) {
        this.seed = seed;
    }

    String write(int number, Home home, long price) {
        var draw = new Draw(seed, number, "remarks");
        if (home.kind().isLand()) return land(draw, home);
        if (home.kind().isCommercial()) return commercial(draw, home);
        var sentences = new ArrayList<String>();
        var middle = new ArrayList<String>();
        sentences.add(home.kind().isIncome() ? units(draw, home) : opening(draw, home));
        if (home.kind().isIncome()) rented(draw, home, middle);
        else inside(draw, home, middle);
        outside(draw, home, middle);
        Collections.shuffle(middle, new Random(seed + number));
        sentences.addAll(middle.subList(0, Math.min(middle.size(), home.luxury() ? 7 : draw.between(3, 5))));
        sentences.add(close(draw, home));
        return String.join(" ", sentences);
    }

    private static String opening(Draw draw, Home home) {
        var place = home.place().subdivision();
        var color = Renders.color(home.exterior());
        return switch (home.style()) {
            case "craftsman" ->
                draw.one(
                        "A " + home.yearBuilt()
                                + " craftsman with the deep front porch the style is loved for, painted " + color
                                + ", on a quiet block of " + place + ".",
                        "Wide porch, tapered columns and a " + color + " face: this craftsman has stood in " + place
                                + " since " + home.yearBuilt() + ".",
                        "Come up the steps to the covered porch of this " + color + " " + place + " bungalow.");
            case "colonial" ->
                draw.one(
                        "A two-story colonial in " + color
                                + " with a centered door and rooms on both sides of the hall.",
                        "Classic proportions and a formal entry set the tone of this " + place + " colonial.",
                        "Symmetry outside, an easy floor plan inside: a " + home.yearBuilt() + " colonial in " + place
                                + ".");
            case "farmhouse" ->
                draw.one(
                        "Steep gables outside, bright rooms inside: a farmhouse in " + place
                                + " with room to spread out.",
                        "This " + home.yearBuilt()
                                + " farmhouse gathers kitchen, dining and living around one long wall of windows.");
            case "modern" ->
                draw.one(
                        "Clean lines, a cantilevered upper floor and a lot of glass: a " + color + " contemporary in "
                                + place + ".",
                        "Built in " + home.yearBuilt() + ", this contemporary home is arranged around light.",
                        "A contemporary with a flat roof, tall windows and a plan that makes every foot count.");
            case "capecod" ->
                draw.one(
                        "A Cape Cod with two dormers and a picket fence, in " + color
                                + ", a short walk from the heart of " + place + ".",
                        "Story-and-a-half charm in " + place + ": this " + home.yearBuilt()
                                + " Cape has a main-floor bedroom and two more under the eaves.");
            case "midcentury" ->
                draw.one(
                        "A mid-century home with a butterfly roof, carport and walls of glass toward the garden.",
                        "Low, long and full of light, this " + home.yearBuilt() + " home kept its original lines.");
            case "ranch" ->
                draw.one(
                        "One level, no stairs, and a yard you can see from every room: a " + color + " ranch in "
                                + place + ".",
                        "A " + home.yearBuilt() + " ranch on " + home.street()
                                + " with an easy plan and an attached garage.",
                        "Everything is on one floor in this well-kept " + place + " ranch.");
            case "townhouse" ->
                draw.one(
                        "Three levels of living in " + place + ", with an end-of-day terrace and low upkeep.",
                        "A " + home.yearBuilt() + " townhouse with its own front steps, close to shops and transit.");
            case "condo" ->
                draw.one(
                        "A " + (home.beds() == 1 ? "one-bedroom" : home.beds() + "-bedroom") + " home in a "
                                + home.yearBuilt() + " building in " + place + ", with a balcony off the living room.",
                        "Elevator building, secure entry and a balcony: this " + place
                                + (home.kind().isLease() ? " apartment" : " condominium") + " is ready to move into.",
                        "High ceilings and big windows in the middle of " + place + ".");
            case "manufactured" ->
                draw.one(
                        "A well-cared-for " + home.yearBuilt() + " manufactured home with a covered porch.",
                        "Single-level living with a porch and an easy-care yard.");
            case "cabin" ->
                draw.one(
                        "A timber cabin with a gable of windows and a stone chimney, out past " + place + ".",
                        "Trees on every side and a porch along the front: a cabin for weekends or for good.");
            default -> "A home in " + place + ".";
        };
    }

    private static String units(Draw draw, Home home) {
        var place = home.place().subdivision();
        return draw.one(
                home.kind() == Home.Kind.QUADRUPLEX
                        ? "Four flats under one roof in " + place + ", two above two."
                        : (home.units() == 2 ? "Two" : "Three") + " homes under one roof in " + place
                                + ", each with its own front door.",
                "A " + home.yearBuilt() + " income property with " + home.units() + " units"
                        + (home.garage() > 0 ? ", separate meters and off-street parking." : " and separate meters."));
    }

    private static void rented(Draw draw, Home home, List<String> out) {
        out.add(draw.one(
                "Every kitchen has an island with seating.", "Each home has its own kitchen, bath and heating."));
        if (home.remodeled()) out.add("Kitchens and baths were redone one unit at a time.");
        if (home.newConstruction()) out.add("New construction with a builder's warranty; finishes shown may vary.");
        out.add(draw.one(
                "The main rooms open to one another.",
                "Tenants stay: storage is generous and the rooms are bright.",
                "All of one size, so that rents compare."));
    }

    private static void inside(Draw draw, Home home, List<String> out) {
        out.add(draw.one(
                "The kitchen has an island with seating, right under a window.",
                "Cooks will like the island kitchen, with pendant lights and room for more than one.",
                "The kitchen opens to the dining area, so the cook stays part of the conversation."));
        if (home.remodeled())
            out.add(draw.one(
                    "The kitchen and baths were redone with new cabinets, counters and fixtures.",
                    "Recent work includes wiring, plumbing and a new kitchen.",
                    "Updated throughout: windows, floors, lighting."));
        if (home.newConstruction()) out.add("New construction with a builder's warranty; finishes shown may vary.");
        if (home.fireplace())
            out.add(draw.one("A fireplace anchors the living room.", "Evenings end by the living-room fireplace."));
        if (home.bathsFull() > 1)
            out.add(draw.one(
                    "The primary bedroom has its own bath with a "
                            + (home.palette() % 2 == 0 ? "freestanding tub" : "walk-in shower") + " and two sinks.",
                    home.stories() > 1
                            ? "Upstairs, the primary suite is a good size and quiet."
                            : "The primary suite is a good size and set apart."));
        if (home.beds() > 3)
            out.add(draw.one(
                    "One of the " + home.beds() + " bedrooms makes a good office or guest room.",
                    home.beds() + " bedrooms leave space for work and hobbies."));
        if (home.basement()) out.add("The basement is dry and tall, with laundry, storage and a family room.");
        out.add(draw.one(
                "The main rooms open to one another.",
                "Large windows on two sides keep the living room bright all day.",
                "Storage is generous, with deep closets and built-ins.",
                "There is a desk nook with good light."));
    }

    private static void outside(Draw draw, Home home, List<String> out) {
        if (home.garage() > 0)
            out.add(
                    home.kind().isStacked()
                            ? "One deeded parking space comes with it."
                            : draw.one(
                                    "The " + (home.garage() == 1 ? "one-car" : home.garage() + "-car")
                                            + " garage has room for bikes and a workbench.",
                                    "Off-street parking and a "
                                            + (home.garage() == 1 ? "one-car" : home.garage() + "-car") + " garage."));
        if (home.pool()) out.add("The back yard has an in-ground pool with a wide deck.");
        if (home.acres() > .6)
            out.add(String.format(Locale.US, "It sits on %.2f acres, part open and part wooded.", home.acres()));
        else if (home.acres() > .1)
            out.add(draw.one(
                    "The fenced yard has a lawn, raised beds and a patio.",
                    "Out back: a level lawn, mature trees and a spot for a table.",
                    "The garden was planted for color in every season."));
        if (!home.view().isEmpty())
            out.add("Look out over " + home.view().stream().map(Remarks::seen).collect(Collectors.joining(" and "))
                    + ".");
        if (home.waterfront()) out.add("The water is at the end of the property.");
        if (home.place().setting().equals("senior"))
            out.add("Golf, trails, a marina and a clubhouse are part of this 55-and-over community.");
    }

    private static String seen(String view) {
        return switch (view) {
            case "Trees/Woods" -> "trees";
            case "Park/Greenbelt" -> "the greenbelt";
            case "Territorial" -> "fields";
            default -> "the " + view.toLowerCase(Locale.ROOT).replace("(s)", "s");
        };
    }

    private static String close(Draw draw, Home home) {
        return draw.one(
                home.place().isRural()
                        ? "The road is quiet and the nights are dark."
                        : "Coffee, groceries and a park are close by.",
                home.place().isRural() ? "Room for a garden and animals." : "Easy access to transit and main routes.",
                "Come see how well it lives.",
                home.kind().isLease() ? "Showings by appointment." : "Pre-inspected; reports available.",
                home.place().isRural()
                        ? "Wells, septic and fences are documented."
                        : "A few blocks to restaurants and the library.");
    }

    private static String land(Draw draw, Home home) {
        var size = String.format(Locale.US, "%.2f acres", home.acres());
        var place = home.place().subdivision();
        return switch (Renders.style(home.exterior())) {
                    case "lot" ->
                        draw.one(
                                "A level building lot of " + size + " in " + place + ", fenced at its back and sides.",
                                "Bring your plans: " + size + " between established homes, surveyed and staked.");
                    case "woods" ->
                        draw.one(
                                size + " of tall trees near " + place + ", with a gravel track through them.",
                                "Woods on both sides of the way in: " + size + " to build among the trees.");
                    case "river" ->
                        draw.one(
                                size + " of grass and trees along the water.",
                                "Water runs past these " + size + ", with a level bank to build above.");
                    case "hillside" ->
                        draw.one(
                                size + " of grassy slope under a line of trees.",
                                "Gently sloped: " + size + " that look out over the country.");
                    default ->
                        draw.one(
                                size + " of open meadow near " + place + ", trees at its far edge.",
                                "A building site of " + size + ", open and grassy, behind a rail fence.");
                }
                + " "
                + draw.one(
                        "Buyer to verify zoning and allowed uses.",
                        "Soil tests and a topographic map are available.",
                        "Power and water are nearby; buyer to confirm.")
                + " "
                + (home.place().isRural()
                        ? draw.one("Access is by a paved county road.", "A survey is on file.")
                        : draw.one("The street is paved, with curb and sidewalk.", "Utilities are at the street."));
    }

    private static String commercial(Draw draw, Home home) {
        var office = home.kind() == Home.Kind.OFFICE_SALE;
        return String.format(Locale.US, "%,d square feet of ", home.squareFeet())
                + (office ? "office space on one floor of a building" : "street-level retail")
                + " in " + home.place().subdivision() + ". "
                + draw.one(
                        "Large windows, two restrooms and a kitchenette.",
                        office
                                ? "Open plan with private rooms along the windows."
                                : "Open plan with a stock room at the back.")
                + " "
                + draw.one("Parking behind the building.", "On a bus line, with bicycle parking at the door.");
    }
}
